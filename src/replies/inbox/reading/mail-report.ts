import type { MailReport } from '../../../platform/mail/report-addresses.js';
import type { Classified } from './classify.js';
import type { Message } from './message.js';

const returned = [
  'message/rfc822',
  'message/rfc822-headers',
  'text/rfc822-headers',
  'message/global',
  'message/global-headers',
];

/** What a message reports about an email of ours: a delivery report, or a complaint by a reader (ARF, RFC 5965). Pure; who sent it is not known. */
export function mailReport(recipient: string, message: Message, { report }: Classified): MailReport {
  const part = (types: readonly string[]): string =>
    message.attachments
      .find(({ contentType }) => types.includes(contentType))
      ?.content.toString('latin1', 0, 100_000) ?? '';
  const unfolded = part(returned).replace(/\r?\n[ \t]+/g, ' ');
  const head = unfolded.split(/\r?\n\r?\n/, 1)[0] ?? '';
  const named = [...head.matchAll(/^(?:message-id|cfbl-feedback-id):\s*<?([^\s<>]{3,500})>?/gim)].map(
    ([, name]) => name ?? '',
  );
  const original = report?.originalId?.replace(/^<|>$/g, '');
  const feedback = /^feedback-type:\s*([\w-]+)/im.exec(part(['message/feedback-report']))?.[1];
  return {
    recipient,
    about: [...new Set([...named, ...(original === undefined ? [] : [original])])],
    delivery: report && { action: report.action, status: report.status },
    complaint: feedback?.toLowerCase() ?? null,
  };
}
