/** A run is drafted, planned (dry run), approved by another person, runs, and ends; it can be paused and cancelled on the way. */
export const runStatuses = ['draft', 'planned', 'approved', 'paused', 'finished', 'cancelled'] as const;
export type RunStatus = (typeof runStatuses)[number];

/** What a run is for. A correction may follow another letter at once; nothing else of the gate is open to it. */
export const runPurposes = ['letter', 'correction', 'follow_up'] as const;
export type RunPurpose = (typeof runPurposes)[number];

/** From which statuses an action is possible, and where it leads. */
export const runActions = {
  plan: { from: ['draft', 'planned'], to: 'planned' },
  approve: { from: ['planned'], to: 'approved' },
  pause: { from: ['approved'], to: 'paused' },
  resume: { from: ['paused'], to: 'approved' },
  cancel: { from: ['draft', 'planned', 'approved', 'paused'], to: 'cancelled' },
  finish: { from: ['approved', 'paused'], to: 'finished' },
} as const satisfies Record<string, { from: readonly RunStatus[]; to: RunStatus }>;
export type RunAction = keyof typeof runActions;

/**
 * What a letter can be. `held`: a gate is closed, and a person was told. `outcome_unknown`: it may have been delivered, so it is never sent again by
 * itself. `needs_channel`: the address refused for good. `skipped`: its moment passed while nothing could be sent.
 */
export const letterStatuses = [
  'planned',
  'queued',
  'held',
  'sending',
  'sent',
  'deferred',
  'needs_channel',
  'outcome_unknown',
  'to_print',
  'posted',
  'delivered',
  'skipped',
  'cancelled',
] as const;
export type LetterStatus = (typeof letterStatuses)[number];

/** What a person has to look at before anything goes on. */
export const waitingForPerson: readonly LetterStatus[] = ['held', 'skipped', 'needs_channel', 'outcome_unknown'];

export const letterTransitions: Record<LetterStatus, readonly LetterStatus[]> = {
  planned: ['queued', 'held', 'to_print', 'cancelled'],
  queued: ['sending', 'held', 'skipped', 'cancelled'],
  held: ['queued', 'to_print', 'cancelled'],
  sending: ['sent', 'deferred', 'needs_channel', 'outcome_unknown', 'held', 'queued'],
  deferred: ['sending', 'held', 'skipped', 'cancelled'],
  needs_channel: ['queued', 'to_print', 'cancelled'],
  // Only a person ends this: it was delivered after all, or it is sent once more.
  outcome_unknown: ['sent', 'queued', 'cancelled'],
  to_print: ['posted', 'held', 'cancelled'],
  posted: ['delivered'],
  sent: ['delivered', 'needs_channel'],
  delivered: [],
  skipped: ['queued', 'cancelled'],
  cancelled: [],
};

/** Limits of a run; each holds in every stretch of time of its length. Null: no limit. */
export interface RunCaps {
  perHour: number | null;
  perDay: number | null;
  perDomainPerHour: number | null;
  /** To all domains whose mail the same provider runs; absent in runs of before */
  perProviderPerHour?: number | null;
  inAll: number | null;
}

/** Whatever a run says, a ministry gets no second letter within so many days. */
export const daysBetweenLetters = 21;

/** A run is drawn up for a day at most so far away: further on it is more likely a slip of the pen. */
export const furthestDays = 400;

/** Minutes a process may hold a letter before another takes it for dead. */
export const leaseMinutes = 5;
