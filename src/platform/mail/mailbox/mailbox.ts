import { mailboxLimits, type MailboxLimits } from './limits.js';
import { MailStore } from './mail-store.js';
import { receiveMail } from './receive-mail.js';
import { servePages } from './serve-pages.js';

export interface OpenMailbox {
  smtpPort: number;
  pagePort: number;
  close: () => Promise<void>;
}

export interface MailboxPlace {
  /** Folder of the emails */
  folder: string;
  /** 0 picks a free one */
  pagePort: number;
  limits?: MailboxLimits;
}

/** Opens a mailbox on loopback: email arrives by SMTP on a free port, is stored in the folder and shown on a page. */
export async function openMailbox({ folder, pagePort, limits = mailboxLimits }: MailboxPlace): Promise<OpenMailbox> {
  const store = await MailStore.open(folder, limits);
  const pages = await servePages(store, limits, pagePort);
  const smtp = await receiveMail(store, limits);
  return {
    smtpPort: smtp.port,
    pagePort: pages.port,
    close: async () => {
      await Promise.all([smtp.close(), pages.close()]);
      await store.restored;
    },
  };
}
