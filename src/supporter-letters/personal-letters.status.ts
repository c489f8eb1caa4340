/**
 * Status of a supporter's letter. `waiting`: confirmed, to be read by a person. `sending`: in the digest of a letter that is being sent. `unsure`:
 * that letter may have arrived; it goes into no other digest until a person determines the outcome.
 */
export const personalLetterStatuses = [
  'unconfirmed',
  'waiting',
  'accepted',
  'rejected',
  'sending',
  'delivered',
  'unsure',
  'withdrawn',
] as const;
export type PersonalLetterStatus = (typeof personalLetterStatuses)[number];

/** Why a letter is not forwarded. The person sees the reason in words; staff choose the code. */
export const rejectionReasons = [
  'off_topic',
  'abusive',
  'personal_data_of_others',
  'duplicate',
  'illegal',
  'other',
] as const;
export type RejectionReason = (typeof rejectionReasons)[number];

/** What staff may do with letters, and where it leads. A decision can be undone until the letter is being sent. */
export const moderationActions = {
  accept: { from: ['waiting'], to: 'accepted' },
  reject: { from: ['waiting'], to: 'rejected' },
  undo: { from: ['accepted', 'rejected'], to: 'waiting' },
  /** A person has found out that it did not arrive. */
  not_arrived: { from: ['unsure'], to: 'accepted' },
  arrived: { from: ['unsure'], to: 'delivered' },
} as const satisfies Record<string, { from: readonly PersonalLetterStatus[]; to: PersonalLetterStatus }>;
export type ModerationAction = keyof typeof moderationActions;
export const moderationActionNames = Object.keys(moderationActions) as [ModerationAction, ...ModerationAction[]];

/** Characters (code points) of a letter. */
export const shortestLetter = 200;
export const longestLetter = 4_000;

/** Letters in one digest; the rest wait for the next. */
export const lettersPerDigest = 200;

/** Percentage of common shingles from which letters are shown to moderators as one group. */
export const alikePercent = 70;
/** The share of common shingles above which a digest prints one text with the names under it. */
export const nearlyTheSame = 0.9;
