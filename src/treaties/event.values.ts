/** Possible events between a state and a convention. The last pair concerns the state, recorded per convention. */
export const eventKinds = [
  'signed',
  'consented',
  'entered_into_force',
  'declaration',
  'withdrawal_recommended',
  'withdrawal_announced',
  'withdrawal_approved',
  'notice_received',
  'notice_revoked',
  'withdrawal_effective',
  'suspension_approved',
  'suspension_claimed',
  'objection',
  'meeting_decision',
  'armed_conflict_began',
  'armed_conflict_ended',
] as const;
export type EventKind = (typeof eventKinds)[number];

/** The ways of consenting to be bound (Vienna Convention, Articles 11 and 14 to 16), and succession. */
export const consentKinds = ['ratification', 'accession', 'acceptance', 'approval', 'succession'] as const;
export type ConsentKind = (typeof consentKinds)[number];

export const confidences = ['high', 'medium', 'low'] as const;
export type Confidence = (typeof confidences)[number];

/** Precision of the day of an event. */
export const precisions = ['day', 'month', 'year'] as const;
export type Precision = (typeof precisions)[number];

/** Kinds that may be in the future, because they are computed or stated in advance. */
export const foreseeableKinds: readonly EventKind[] = ['entered_into_force', 'withdrawal_effective'];

/** Kinds that may be older than the convention: they are about the state. */
export const olderKinds: readonly EventKind[] = ['armed_conflict_began', 'armed_conflict_ended'];

/** Kinds that may occur several times a day, distinguished by their notes. */
export const repeatableKinds: readonly EventKind[] = ['objection', 'declaration', 'meeting_decision'];

/** Which kinds an event of this kind refers to, and whether it must name the one it refers to. */
export const answers: Partial<Record<EventKind, { kinds: readonly EventKind[]; required: boolean }>> = {
  entered_into_force: { kinds: ['consented'], required: true },
  notice_revoked: { kinds: ['notice_received'], required: true },
  withdrawal_effective: { kinds: ['notice_received'], required: true },
  objection: { kinds: ['suspension_claimed', 'notice_received'], required: false },
  meeting_decision: { kinds: ['suspension_claimed', 'notice_received'], required: false },
  armed_conflict_ended: { kinds: ['armed_conflict_began'], required: true },
};
