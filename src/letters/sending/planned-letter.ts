import type { PlannedLetter } from './run-plan.service.js';
import type { LetterStatus } from './runs.status.js';

/** A planned letter as a row: on hold if there are reasons against it. */
export const letterRow = ({
  iso,
  reference,
  locale,
  fallbackFrom,
  channel,
  dueAt,
  timeZone,
  provider,
  text,
  digest,
  holds,
}: PlannedLetter) => ({
  iso,
  reference,
  locale,
  fallbackFrom,
  channelId: channel?.id ?? null,
  dueAt,
  timeZone,
  provider,
  status: (holds.length > 0 ? 'held' : 'planned') satisfies LetterStatus,
  held: holds.map((hold) => ({ ...hold })),
  positions: text.positions,
  templateIds: text.templateIds,
  claims: text.composed?.claims ?? [],
  subject: text.composed?.subject ?? null,
  text: text.composed?.text ?? null,
  textHash: text.composed?.textHash ?? null,
  ...(digest && { digest: { ...digest } }),
});
