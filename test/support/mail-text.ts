import type { OutgoingMail } from '../../src/platform/mail/transport.js';

/** The tokens of the links in an email to a signer; empty where the email has no such link. */
export interface MailedTokens {
  confirm: string;
  disown: string;
  unsubscribe: string;
}

/** Reads the links as a person's email client would: from the text part. */
export function tokensIn(mail: Pick<OutgoingMail, 'text'> | undefined): MailedTokens {
  const token = (path: string): string => new RegExp(`/${path}/([\\w-]+)`).exec(mail?.text ?? '')?.[1] ?? '';
  return { confirm: token('c'), disown: token('d'), unsubscribe: token('u') };
}
