import type { MailKind } from '../inbox.status.js';
import { deliveryReport, type DeliveryReport } from './delivery-report.js';
import type { Message } from './message.js';

export interface Classified {
  kind: MailKind;
  /** What in the message decided it */
  rule: string;
  report: DeliveryReport | null;
}

/** How machines that know no standard begin their subjects, in the languages they mostly speak. */
const subjects =
  /^\s*(?:auto(?:matic|matische)?[ -]?(?:reply|response|antwort)|automatische antwort|out of (?:the )?office|abwesen|r[ée]ponse automatique|absence du bureau|respuesta autom[áa]tica|fuera de la oficina|automatisch antwoord|risposta automatica|автоматична відповідь|автоматический ответ|undeliver(?:able|ed)|delivery status notification|mail delivery (?:failed|subsystem)|returned mail)/iu;

/**
 * What a message is, by the strongest sign: a delivery report (RFC 3464), a declaration that a machine wrote it (RFC 3834), a null sender,
 * and weaker signs. Pure; what it says is not yet believed.
 * @param envelopeFrom empty for the null sender, null when not known
 */
export function classify(message: Message, envelopeFrom: string | null): Classified {
  const report = deliveryReport(message);
  if (report) return { ...ofReport(report), report };
  const machine = (rule: string): Classified => ({ kind: 'auto_reply', rule, report: null });
  const value = (name: string): string => message.headers.get(name)?.[0]?.toLowerCase() ?? '';
  const declared = value('auto-submitted').split(/[\s;(]/, 1)[0] ?? '';
  if (declared !== '' && declared !== 'no') return machine('rfc3834.auto_submitted');
  if (envelopeFrom === '' || value('return-path') === '<>') return machine('envelope.null_sender');
  if (/^multipart\/report\b/.test(value('content-type'))) return machine('report.other');
  if (value('x-autoreply') || value('x-autorespond') || value('x-auto-reply')) return machine('header.auto_reply');
  if (/^(?:auto_reply|auto-reply)$/.test(value('precedence'))) return machine('header.precedence');
  if (subjects.test(message.subject)) return machine('subject.known_form');
  if (/^(?:bulk|junk)$/.test(value('precedence')) && value('x-auto-response-suppress')) return machine('header.bulk_and_suppress');
  if (!message.readable) return { kind: 'reply', rule: 'unreadable', report: null };
  return { kind: 'reply', rule: 'no_sign_of_a_machine', report: null };
}

function ofReport({ action, status }: DeliveryReport): Pick<Classified, 'kind' | 'rule'> {
  const temporary = status?.startsWith('4.') ?? false;
  if (action === 'delayed' || (action === 'failed' && temporary)) return { kind: 'delay', rule: `rfc3464.${action}` };
  if (action === 'failed') return { kind: 'bounce', rule: 'rfc3464.failed' };
  return { kind: 'delivery_report', rule: `rfc3464.${action}` };
}
