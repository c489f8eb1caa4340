import type { DeliveryReport } from './delivery-report.js';
import type { Message } from './message.js';

interface PlainReport {
  report: DeliveryReport;
  rule: string;
}

const address = /[^\s<>"'(),:;[\]]{1,64}@[^\s<>"'(),:;[\]]{1,255}/;
/** A quoted server reply: `550 5.1.1`, `550-5.1.1`, `#5.1.1`, `550 #5.1.0`. */
const quoted = /(?:\b[45]\d\d[ -]#?|#(?:[45]\d\d )?)([45]\.\d{1,3}\.\d{1,3})\b/;
/** A reply without an extended code, after a server's name or the word for its reply. */
const bare = /^(?:.{0,200}[:;>] ?)?5[05]\d[ -]\D/m;

/** Lines after these belong to the returned message. */
const returnedText =
  /^(?:-{2,} ?(?:below this line|this is a copy|original message|returned message|forwarded message)|-{6,}|received: from )/im;

/**
 * Reports of servers that do not write RFC 3464: qmail and its relatives, older Exim, Sendmail and Exchange. Recognised by structure, because the
 * words come in every language: a header that names the failed recipient, a paragraph that begins with it, or the quoted reply of a server. Null: it
 * cannot be determined what happened.
 * @param isReturned sender or subject indicate a returned message
 */
export function plainReport({ headers, subject, text }: Message, isReturned: boolean): PlainReport | null {
  const body = text.slice(0, 50_000);
  const own = body.slice(0, returnedText.exec(body)?.index ?? body.length);
  const status = quoted.exec(own)?.[1] ?? /^status:[ \t]?([45]\.\d{1,3}\.\d{1,3})/im.exec(own)?.[1] ?? null;
  const originalId = /^[ \t>]{0,4}message-id:[ \t]?(<[^<>\s]{3,500}>)/im.exec(body)?.[1] ?? null;
  const of = (rule: string, action: DeliveryReport['action'], recipients: string[]): PlainReport => ({
    rule,
    report: { action, status, recipients: recipients.map((one) => one.toLowerCase()), originalId },
  });
  const failed = (headers.get('x-failed-recipients') ?? [])
    .flatMap((value) => value.split(/[\s,]+/))
    .filter((word) => word.includes('@'));
  if (failed.length > 0) return of('header.x_failed_recipients', 'failed', failed);
  if (/^action:[ \t]?failed/im.test(own) && /^(?:final|original)-recipient:/im.test(own))
    return of('text.fields', 'failed', addresses(own));
  // qmail: each recipient begins a paragraph, and the copy follows a line of hyphens.
  const paragraphs = own
    .split('\n\n')
    .flatMap((paragraph) => /^<([^<>\s]{3,320})>:\s/.exec(paragraph.trimStart())?.[1] ?? []);
  if (paragraphs.length > 0 && paragraphs.every((one) => address.test(one)))
    return of('text.qmail', 'failed', paragraphs);
  if (!isReturned) return null;
  // A server that has not given up says that it tries again, and when.
  if (/\bdelayed\b|\bwarning\b|verzögert|retard|retras|задерж|затрим/iu.test(subject))
    return of('text.delay', 'delayed', []);
  if (status?.startsWith('5.') || status === '4.4.7' || (status === null && bare.test(own)))
    return of('text.status', 'failed', addresses(own));
  return null;
}

const addresses = (text: string): string[] =>
  [...new Set(text.slice(0, 5_000).match(new RegExp(address, 'g')) ?? [])].slice(0, 20);
