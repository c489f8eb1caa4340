import { isLoopback } from '../../platform/mail/encryption.js';
import { Mailbox, type OpenMailbox } from './mailbox.js';

/** Folder and account of `imaps://user:password@host:port/FOLDER`; INBOX where none is named. */
function partsOf(url: string) {
  const { protocol, hostname, port, username, password, pathname } = new URL(url);
  const secure = protocol === 'imaps:';
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (secure ? 993 : 143) : Number(port),
    secure,
    auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) },
    folder: decodeURIComponent(pathname.slice(1)) || 'INBOX',
  };
}

/** A folder of an IMAP server, opened read-only: no message is flagged, moved or deleted. */
export class ImapMailbox extends Mailbox {
  constructor(private readonly url: string) {
    super();
  }

  async visit<Result>(work: (folder: OpenMailbox) => Promise<Result>): Promise<Result> {
    const { folder, ...server } = partsOf(this.url);
    const { ImapFlow } = await import('imapflow');
    const client = new ImapFlow({
      ...server,
      ...(!server.secure && !isLoopback(server.host) && { doSTARTTLS: true }),
      logger: false,
      emitLogs: false,
      disableAutoIdle: true,
      connectionTimeout: 15_000,
      greetingTimeout: 15_000,
      socketTimeout: 60_000,
    });
    // An error rejects the current command; without a listener it would end the process.
    client.on('error', () => undefined);
    try {
      await client.connect();
      const { uidValidity } = await client.mailboxOpen(folder, { readOnly: true });
      const result = await work({
        uidValidity,
        uidsAfter: async (uid) => {
          const found = (await client.search({ uid: `${uid + 1}:*` }, { uid: true })) || [];
          // A server answers `9:*` with its last message even if that is number 8.
          return found.filter((one) => one > uid).sort((one, other) => one - other);
        },
        read: async (uid, most) => {
          const sized = await client.fetchOne(String(uid), { size: true }, { uid: true });
          if (!sized) return null;
          const size = sized.size ?? 0;
          const isWhole = size <= most;
          const got = await client.fetchOne(String(uid), isWhole ? { source: true } : { headers: true }, { uid: true });
          const raw = got ? (isWhole ? got.source : got.headers) : undefined;
          return raw ? { raw, size, isWhole } : null;
        },
      });
      await client.logout().catch(() => undefined);
      return result;
    } finally {
      client.close();
    }
  }
}
