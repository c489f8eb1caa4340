/** What a failed or successful attempt to hand an email to a server means. */
export type AnswerClass =
  | 'permanent' // this address will not work; do not try again
  | 'temporary' // try again later
  | 'unreachable' // the server was not reached; nothing is said about the email
  | 'unknown'; // the connection broke after the text was handed over: it may have been accepted

export interface SmtpAnswer {
  rule: string;
  class: AnswerClass;
  /** The mailbox does not exist or refuses us permanently: suppress it. */
  suppress: boolean;
}

interface Rule {
  name: string;
  /** Enhanced status code (RFC 3463) or basic code at the start. */
  pattern: RegExp;
  class: AnswerClass;
  suppress?: boolean;
  /** Applies only to a response to this command. */
  at?: 'RCPT TO';
}

/** First match wins. The pattern sees `<basic> <enhanced>`, for example `550 5.1.1`. */
export const rules: readonly Rule[] = [
  { name: 'mailbox_unknown', pattern: /^5\d\d 5\.1\.(1|2|3|10)$/, class: 'permanent', suppress: true },
  { name: 'mailbox_disabled', pattern: /^5\d\d 5\.2\.1$/, class: 'permanent', suppress: true },
  { name: 'domain_takes_no_mail', pattern: /^5\d\d 5\.1\.10$|^556 /, class: 'permanent', suppress: true },
  { name: 'mailbox_full', pattern: /^[45]\d\d [45]\.2\.2$|^452 /, class: 'temporary' },
  { name: 'greylisted', pattern: /^4\d\d 4\.7\.\d+$/, class: 'temporary' },
  { name: 'refused_by_policy', pattern: /^5\d\d 5\.7\.\d+$/, class: 'permanent' },
  { name: 'too_many_messages', pattern: /^[45]\d\d [45]\.(2|3|4)\.\d+$/, class: 'temporary' },
  { name: 'server_shutting_down', pattern: /^421/, class: 'temporary' },
  // Without more detail it may mean a block list, a closed relay or an unwelcome sender: nothing about the mailbox.
  { name: 'recipient_refused', pattern: /^55[013] ?$/, class: 'permanent', at: 'RCPT TO' },
  { name: 'temporary_failure', pattern: /^4/, class: 'temporary' },
  { name: 'permanent_failure', pattern: /^5/, class: 'permanent' },
];

const notReached = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EDNS',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAUTH',
  'ETLS',
  'EPROXY',
  'ENOAUTH',
  'ETIMEDOUT',
  'ECONNECTION',
  'ESOCKET',
]);

interface SmtpFailure {
  code?: string;
  errno?: string | number;
  command?: string;
  responseCode?: number;
  response?: string;
  /** The server had greeted us and the email was in transit: what ends the session now concerns this email. */
  inTransaction?: boolean;
  /** The text had begun to be sent. */
  handedOver?: boolean;
}

/** Judges a failed attempt by the server's codes, never by its text. */
export function judge(error: unknown): SmtpAnswer & { code: number | null } {
  const failure = (typeof error === 'object' && error !== null ? error : {}) as SmtpFailure;
  const code = failure.responseCode ?? null;
  // A response before RCPT concerns us or the connection, never the recipient.
  if (failure.command === 'MAIL FROM' && code !== null)
    return { rule: 'sender_refused', class: 'temporary', suppress: false, code };
  const lost = failure.inTransaction === true && (failure.command === undefined || failure.command === 'CONN');
  const beforeRecipient = failure.command !== undefined && !/^(RCPT TO|DATA)$/.test(failure.command) && !lost;
  if (code !== null && !beforeRecipient) {
    const enhanced = /^\d{3}[ -](\d\.\d{1,3}\.\d{1,3})/.exec(failure.response ?? '')?.[1] ?? '';
    const rule = rules.find(
      ({ pattern, at }) => pattern.test(`${code} ${enhanced}`) && (at === undefined || at === failure.command),
    );
    // It is unknown whom a refusal during connection close is for.
    if (rule && !(lost && (failure.handedOver || rule.class === 'permanent')))
      return { rule: rule.name, class: rule.class, suppress: rule.suppress ?? false, code };
  }
  if (failure.handedOver) return { rule: 'connection_lost_after_data', class: 'unknown', suppress: false, code };
  if (lost) return { rule: 'session_ended', class: 'temporary', suppress: false, code };
  if (notReached.has(failure.code ?? '') || beforeRecipient)
    return { rule: 'server_not_reached', class: 'unreachable', suppress: false, code };
  return { rule: 'not_classified', class: 'temporary', suppress: false, code };
}

/** Waiting time before attempt `n + 1` after `n` attempts: 1, 4, 16, 64 minutes, then 4 hours; none after ten. */
export function backoffMilliseconds(attempts: number): number | null {
  if (attempts >= 10) return null;
  return Math.min(4 ** (attempts - 1), 240) * 60_000;
}
