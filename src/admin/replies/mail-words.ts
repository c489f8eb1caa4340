import type { MailAction } from '../../replies/inbox/inbox-decisions.service.js';
import type { MailKind } from '../../replies/inbox/inbox.status.js';

export const mailKindWords: Record<MailKind, string> = {
  reply: 'Answer',
  bounce: 'Could not be delivered',
  delay: 'Is delayed',
  delivery_report: 'Was delivered',
  auto_reply: 'Automatic reply',
  unreadable_report: 'An unreadable report of a mail server',
};

export const actionWords: Record<MailAction, string> = {
  confirm: 'Confirm as genuine',
  assign: 'Assign to letter',
  set_aside: 'Dismiss',
};

const decided: Record<string, string> = {
  confirmed: 'confirmed',
  assigned: 'assigned to its letter',
  set_aside: 'set aside',
};

/** Status of a message, in a few words. */
export function standing({
  status,
  trusted,
  decision,
}: {
  status: string;
  trusted: boolean;
  decision: string | null;
}): string {
  if (decision !== null) return decided[decision] ?? decision;
  if (status === 'tray') return 'unassigned';
  return trusted ? 'proven' : 'unverified';
}

/** Why a message was trusted, or not, by the code of the rule. */
const trustWords: Record<string, string> = {
  'dkim.aligned': 'It is signed by the domain of the ministry (DKIM).',
  'spf.aligned': 'It came from a server authorised by the domain of the ministry (SPF).',
  'bounce.address': 'It came to the secret bounce address of this very letter, and its content matches.',
  'letter.none': 'No letter was found for it.',
  'from.not_one': 'It has no sender, or several.',
  'dmarc.fail': 'The domain in its From line disowns such a message (DMARC).',
  'from.unproven': 'Nothing proves that it comes from the domain in its From line.',
  'from.not_ministry': 'It comes from a domain that is not one of the ministry’s verified addresses.',
  'report.not_to_bounce_address':
    'A server report counts only at the secret address of the letter, and it came to another.',
  'report.unreadable': 'It seems to be a mail server report that could not be read: please check it.',
  'report.of_another_mail': 'It is about another recipient or another message.',
};
export const trustWord = (rule: string): string => trustWords[rule] ?? rule;

const matchWords: Record<string, string> = {
  'address.reply': 'by the letter’s own reply address',
  'address.bounce': 'by the letter’s own bounce address',
  'header.references': 'because it replies to our message',
  'report.original_id': 'because it returns our message',
  'subject.reference': 'by our reference in its subject',
  'text.reference': 'by our reference in its text',
  person: 'by a person',
};
export const matchWord = (rule: string): string => matchWords[rule] ?? rule;

/** What decided the kind of a message, by the code of the rule; what a report says happened stands in the kind already. */
const kindRuleWords: Record<string, string> = {
  rfc3464: 'by the report of a mail server',
  'header.x_failed_recipients': 'by the header of a mail server',
  'header.auto_reply': 'by a header of automatic replies',
  'header.precedence': 'by its precedence header',
  'header.bulk_and_suppress': 'by its headers for bulk mail',
  'header.suppress': 'by a header that asks for no automatic replies',
  'rfc3834.auto_submitted': 'because it says that it is automatic',
  'subject.known_form': 'by the usual form of its subject',
  'envelope.null_sender': 'because it takes no answers',
  'text.fields': 'by the fields in its text',
  'text.qmail': 'by its text, which is that of a mail server',
  'text.delay': 'by its text, which speaks of a delay',
  'text.status': 'by the status in its text',
  'report.other': 'by a report of another kind',
  'report.unreadable': 'which looks like the report of a mail server',
  'report.at_bounce_address': 'at the address for returned mail',
  unreadable: 'with a text that could not be read',
  no_sign_of_a_machine: 'since nothing shows that a program sent it',
};
export const kindRuleWord = (rule: string): string => {
  const report = rule.replace(/\.(failed|delayed|delivered|relayed|expanded)$/, '');
  return kindRuleWords[rule] ?? kindRuleWords[report] ?? rule;
};
