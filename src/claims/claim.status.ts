import type { Day } from '../platform/day.js';

/** Verdicts of the register. */
export const verdicts = [
  'true',
  'mostly_true',
  'partly_false',
  'false',
  'outdated',
  'overstated',
  'inaccurate',
  'imprecise',
  'wrong_name',
  'overgeneralised',
  'misleading',
  'overtaken_and_legally_barred',
  'add',
  'opinion',
  'contested',
  'unsupported',
  'unverified_likely_false',
] as const;
export type Verdict = (typeof verdicts)[number];

/** Consequence of a verdict: the statement may be used, its correction may, it may be used only as an opinion, or not at all. */
export const standings = ['true', 'corrected', 'opinion', 'refused'] as const;
export type Standing = (typeof standings)[number];

const standingOfVerdict: Record<Verdict, Standing> = {
  true: 'true',
  mostly_true: 'corrected',
  partly_false: 'corrected',
  false: 'corrected',
  outdated: 'corrected',
  overstated: 'corrected',
  inaccurate: 'corrected',
  imprecise: 'corrected',
  wrong_name: 'corrected',
  overgeneralised: 'corrected',
  misleading: 'corrected',
  overtaken_and_legally_barred: 'corrected',
  add: 'corrected',
  opinion: 'opinion',
  contested: 'opinion',
  unsupported: 'refused',
  unverified_likely_false: 'refused',
};

/** An unknown verdict permits nothing. */
export const standingOf = (verdict: string): Standing =>
  Object.hasOwn(standingOfVerdict, verdict) ? standingOfVerdict[verdict as Verdict] : 'refused';

/** Why a text may not use a claim as a fact. */
export const obstacles = ['refused', 'opinion', 'retired', 'expired', 'no_wording'] as const;
export type Obstacle = (typeof obstacles)[number];

export const obstacleSentence: Record<Obstacle, string> = {
  refused: 'no source supports it',
  opinion: 'it is an opinion and may only be presented as one',
  retired: 'it was retired',
  expired: 'its last check has expired',
  no_wording: 'no public wording has been released for it',
};

/** What prevents using a claim as a fact on a day; null when nothing does. */
export function obstacleTo(
  claim: { verdict: string; retired: boolean; expiresOn: Day; hasWording: boolean },
  today: Day,
): Obstacle | null {
  if (claim.retired) return 'retired';
  const standing = standingOf(claim.verdict);
  if (standing === 'refused' || standing === 'opinion') return standing;
  if (!claim.hasWording) return 'no_wording';
  return claim.expiresOn <= today ? 'expired' : null;
}

/** Days before the expiry at which a claim enters the review queue. */
export const reviewAheadDays = 45;

/** Reviewer recorded for bundled claims that nobody has checked since. */
export const referenceReviewer = 'reference';
