import { letterReference } from '../../../letters/sending/letter-reference.js';
import type { OwnAddress } from '../../../letters/sending/reply-addresses.js';
import { letterOfMessageId } from './letter-message-id.js';
import type { Message } from './message.js';

/** A clue to the letter a message belongs to, the strongest first. */
export type MatchSign =
  | { rule: 'address.reply' | 'address.bounce' | 'header.references' | 'report.original_id'; letterId: string }
  | { rule: 'subject.reference' | 'text.reference'; reference: string };

const referencePattern = new RegExp(`\\b${letterReference}\\b`, 'g');

/** Clues in the order in which they are tried. Two letters named in one place are no clue. */
export function matchSigns(own: OwnAddress | null, message: Message, originalId: string | null): MatchSign[] {
  const signs: MatchSign[] = [];
  if (own && own.use !== 'shared')
    signs.push({ rule: own.use === 'reply' ? 'address.reply' : 'address.bounce', letterId: own.letterId });
  const referenced = one(message.references.flatMap((id) => letterOfMessageId(id) ?? []));
  if (referenced) signs.push({ rule: 'header.references', letterId: referenced });
  const returned = originalId === null ? null : letterOfMessageId(originalId);
  if (returned) signs.push({ rule: 'report.original_id', letterId: returned });
  const inSubject = one(message.subject.toUpperCase().match(referencePattern) ?? []);
  if (inSubject) signs.push({ rule: 'subject.reference', reference: inSubject });
  const inText = one(message.text.match(referencePattern) ?? []);
  if (inText) signs.push({ rule: 'text.reference', reference: inText });
  return signs;
}

function one(found: readonly string[]): string | null {
  const different = [...new Set(found)];
  return different.length === 1 ? (different[0] ?? null) : null;
}
