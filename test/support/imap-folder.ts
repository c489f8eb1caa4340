import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A folder behind a real IMAP conversation on loopback: as much of RFC 3501 as a reader needs, and a note of everything it is told. */
export class ImapFolder {
  /** Commands without their tags */
  readonly told: string[] = [];
  /** Number → message */
  readonly messages = new Map<number, Buffer>();
  uidValidity = 7;
  private server: Server | undefined;
  private readonly sockets = new Set<Socket>();

  static async open(): Promise<ImapFolder> {
    const folder = new ImapFolder();
    const server = createServer((socket) => folder.serve(socket));
    folder.server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return folder;
  }

  url(account = 'campaign%40example.org:a%20secret'): string {
    return `imap://${account}@127.0.0.1:${(this.server?.address() as AddressInfo).port}/Letters`;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise<void>((resolve) => void this.server?.close(() => resolve()));
  }

  private serve(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('error', () => undefined);
    socket.write('* OK [CAPABILITY IMAP4rev1] ready\r\n');
    let rest = '';
    socket.on('data', (chunk: Buffer) => {
      const lines = (rest + chunk.toString()).split('\r\n');
      rest = lines.pop() ?? '';
      for (const line of lines) this.answer(socket, line);
    });
  }

  private answer(socket: Socket, line: string): void {
    const [, tag = '', command = ''] = /^(\S+) (.*)$/.exec(line) ?? [];
    this.told.push(command);
    const done = (...untagged: (string | Buffer)[]): void => {
      for (const one of untagged) socket.write(one);
      socket.write(`${tag} OK done\r\n`);
    };
    if (/^LOGIN/i.test(command) && !/"?campaign@example\.org"? "a secret"/.test(command))
      return void socket.write(`${tag} NO [AUTHENTICATIONFAILED] no\r\n`);
    if (/^CAPABILITY/i.test(command)) return done('* CAPABILITY IMAP4rev1\r\n');
    if (/^(LIST|LSUB)/i.test(command)) return done('* LIST (\\HasNoChildren) "/" Letters\r\n');
    if (/^EXAMINE/i.test(command))
      return done(
        `* ${this.messages.size} EXISTS\r\n* FLAGS (\\Seen)\r\n* OK [UIDVALIDITY ${this.uidValidity}] ok\r\n* OK [UIDNEXT ${Math.max(0, ...this.messages.keys()) + 1}] ok\r\n`,
      );
    if (/^UID SEARCH/i.test(command)) {
      const from = Number(/(\d+):\*/.exec(command)?.[1] ?? 1);
      const uids = [...this.messages.keys()];
      const last = uids.at(-1);
      // The last message is part of every range up to `*`.
      return done(
        `* SEARCH ${[...new Set([...uids.filter((uid) => uid >= from), ...(last === undefined ? [] : [last])])].join(' ')}\r\n`,
      );
    }
    if (/^UID FETCH/i.test(command))
      return done(...this.fetched(Number(/UID FETCH (\d+)/i.exec(command)?.[1]), command));
    if (/^LOGOUT/i.test(command)) socket.write('* BYE\r\n');
    done();
  }

  private fetched(uid: number, command: string): (string | Buffer)[] {
    const raw = this.messages.get(uid);
    if (!raw) return [];
    const place = [...this.messages.keys()].indexOf(uid) + 1;
    const head = `* ${place} FETCH (UID ${uid} RFC822.SIZE ${raw.length}`;
    const literal = (name: string, bytes: Buffer) => [`${head} ${name} {${bytes.length}}\r\n`, bytes, ')\r\n'];
    if (/BODY\.PEEK\[HEADER\]/i.test(command))
      return literal('BODY[HEADER]', raw.subarray(0, raw.indexOf('\r\n\r\n') + 4));
    if (/BODY\.PEEK\[\]/i.test(command)) return literal('BODY[]', raw);
    return [`${head})\r\n`];
  }
}
