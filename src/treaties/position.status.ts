/**
 * Position of a state under a convention on a day. Terms follow the Vienna Convention on the Law of Treaties: a *contracting* state has deposited its
 * instrument but the treaty is not yet in force for it; a *party* is bound.
 */
export const positions = [
  'not_party',
  'signatory',
  'contracting',
  'party',
  'notice_running',
  'held_by_armed_conflict',
  'withdrawn',
] as const;
export type Position = (typeof positions)[number];

/** A claim of a State about its position that the convention does not provide for: its position remains what the ledger says. */
export const specialStatuses = ['suspension_claimed'] as const;
export type SpecialStatus = (typeof specialStatuses)[number];

/** Those the depositary counts as parties: bound, or about to be. */
export const depositaryParties: readonly Position[] = [
  'contracting',
  'party',
  'notice_running',
  'held_by_armed_conflict',
];

/** Those for whom the convention is in force: a running or suspended notice changes nothing about that. */
export const boundPositions: readonly Position[] = ['party', 'notice_running', 'held_by_armed_conflict'];

export const conventionCodes = ['APMBC', 'CCM'] as const;
export type ConventionCode = (typeof conventionCodes)[number];
