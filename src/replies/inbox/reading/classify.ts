import type { MailKind } from '../inbox.status.js';
import { absenceSign } from './absence.js';
import { deliveryReport, type DeliveryReport } from './delivery-report.js';
import type { Message } from './message.js';
import { plainReport } from './plain-report.js';

export interface Classified {
  kind: MailKind;
  /** The clue that decided it */
  rule: string;
  report: DeliveryReport | null;
}

/** Senders that are mail servers, not people. */
const servers =
  /^(?:mailer-?daemon|mail-?daemon|postmaster|post_?office|mdaemon|mail-?delivery|microsoftexchange[0-9a-f]*)(?:[+.-][^@]*)?@/;

/** How mail servers that write plain text begin their subjects, in common languages. */
const returned =
  /undeliver|delivery (?:status notification|has failed|failure|notification)|mail delivery (?:failed|subsystem|system)|returned mail|failure notice|message (?:delayed|not delivered)|unzustellbar|nicht zugestellt|non (?:remis|distribu)|no se (?:puede|pudo|ha podido) entregar|devuelto|não (?:é possível entregar|entregue)|non recapitabile|mancato recapito|onbestelbaar|niet bezorgd|niedostarczon|недостав|не доставлен|не удалось доставить|недоставлен|无法传递|退信|配信不能|配信できません/iu;

/**
 * Classifies a message by its strongest clue: a delivery report (RFC 3464, or plain text), a declaration that it is automatic (RFC 3834), a null
 * sender, and weaker clues. An unreadable server report is `unreadable_report`, for people to check. Pure; the content is not yet trusted.
 * @param envelopeFrom empty for the null sender, null when not known
 * @param toBounceAddress it was sent to the secret bounce address, where no person writes to
 */
export function classify(message: Message, envelopeFrom: string | null, toBounceAddress = false): Classified {
  const of = (kind: MailKind, rule: string): Classified => ({ kind, rule, report: null });
  const first = (name: string): string => message.headers.get(name)?.[0]?.toLowerCase() ?? '';
  const isMultipartReport = /^multipart\/report\b/.test(first('content-type'));
  const hasNoSender = envelopeFrom === '' || first('return-path') === '<>';
  const isByServer =
    message.from.length === 0 ? hasNoSender : message.from.some(({ address }) => servers.test(address));
  // A person who forwards a report is no server.
  if (isMultipartReport || isByServer || hasNoSender || toBounceAddress) {
    const report = deliveryReport(message);
    if (report) return { ...ofAction(report, 'rfc3464'), report };
  }
  if (isByServer || hasNoSender || toBounceAddress) {
    const plain = plainReport(message, isByServer || returned.test(message.subject));
    if (plain) return { ...ofAction(plain.report, plain.rule), report: plain.report };
  }
  const reportType = /report-type\s*=\s*"?([\w-]+)/.exec(first('content-type'))?.[1] ?? '';
  if (isMultipartReport && reportType !== '' && !reportType.endsWith('delivery-status'))
    return of('auto_reply', 'report.other');
  const absence = absenceSign(message);
  const isReport =
    isMultipartReport || isByServer || (returned.test(message.subject) && (hasNoSender || absence !== null));
  if (isReport) return of('unreadable_report', 'report.unreadable');
  if (absence !== null) return of('auto_reply', absence);
  if (toBounceAddress) return of('unreadable_report', 'report.at_bounce_address');
  if (hasNoSender) return of('auto_reply', 'envelope.null_sender');
  if (!message.readable) return of('reply', 'unreadable');
  return of('reply', 'no_sign_of_a_machine');
}

/** `failed` means that the server has given up, whatever class its status has (RFC 3464, 2.3.3). */
function ofAction({ action }: DeliveryReport, source: string): Pick<Classified, 'kind' | 'rule'> {
  const rule = `${source}.${action}`;
  if (action === 'failed') return { kind: 'bounce', rule };
  return { kind: action === 'delayed' ? 'delay' : 'delivery_report', rule };
}
