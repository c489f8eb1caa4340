import type { MailAction } from '../../replies/inbox/inbox-decisions.service.js';
import type { MailKind } from '../../replies/inbox/inbox.status.js';

export const mailKindWords: Record<MailKind, string> = {
  reply: 'Answer',
  bounce: 'Could not be delivered',
  delay: 'Is delayed',
  delivery_report: 'Was delivered',
  auto_reply: 'Written by a machine',
  unreadable_report: 'A report of a mail server that could not be read',
};

export const actionWords: Record<MailAction, string> = {
  confirm: 'I vouch for it',
  assign: 'It belongs to this letter',
  set_aside: 'Set it aside',
};

const decided: Record<string, string> = {
  confirmed: 'confirmed',
  assigned: 'bound to its letter',
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
  if (status === 'tray') return 'in the tray';
  return trusted ? 'proven' : 'not proven';
}

/** Why a message was trusted, or not, by the code of the rule. */
const trustWords: Record<string, string> = {
  'dkim.aligned': 'The domain of the ministry has signed it (DKIM).',
  'spf.aligned': 'It came from a server that the domain of the ministry has named (SPF).',
  'bounce.address': 'It came to the secret address for bounces of this very letter, and what it says fits.',
  'letter.none': 'No letter was found for it.',
  'from.not_one': 'It names no sender, or several.',
  'dmarc.fail': 'The domain in its From line says that such a message is not its own (DMARC).',
  'from.unproven': 'Nothing proves that it comes from the domain in its From line.',
  'from.not_ministry': 'It comes from a domain that is not one of the ministry’s verified addresses.',
  'report.not_to_bounce_address':
    'A report of a server counts only at the secret address of the letter, and it came to another.',
  'report.unreadable': 'It seems to be a report of a mail server, and what it says could not be read: look at it.',
  'report.of_another_mail': 'It speaks of another recipient or another message.',
};
export const trustWord = (rule: string): string => trustWords[rule] ?? rule;

const matchWords: Record<string, string> = {
  'address.reply': 'by the letter’s own address for answers',
  'address.bounce': 'by the letter’s own address for bounces',
  'header.references': 'because it names our message as the one it answers',
  'report.original_id': 'because it returns our message',
  'subject.reference': 'by our reference in its subject',
  'text.reference': 'by our reference in its text',
  person: 'by a person',
};
export const matchWord = (rule: string): string => matchWords[rule] ?? rule;
