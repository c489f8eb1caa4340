/** A run is drafted, planned (dry run), approved by another person, runs, and ends; it can be paused and cancelled on the way. */
export const runStatuses = ['draft', 'planned', 'approved', 'paused', 'finished', 'cancelled'] as const;
export type RunStatus = (typeof runStatuses)[number];

/** Purpose of a run. A correction may follow another letter at once; it is subject to all other rules of the gate. */
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
 * Status of a letter. `held`: the gate refused it, and staff were notified. `outcome_unknown`: it may have been delivered, so it is never sent again
 * automatically. `needs_channel`: the address refused permanently. `skipped`: its time passed while nothing could be sent.
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

/** Needs a decision by a person before anything continues. */
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

/** Limits of a run; each applies to every sliding window of its length. Null: no limit. */
export interface RunCaps {
  perHour: number | null;
  perDay: number | null;
  perDomainPerHour: number | null;
  /** To all domains hosted by the same email provider; absent in earlier runs */
  perProviderPerHour?: number | null;
  inAll: number | null;
}

/** Whatever a run says, a ministry gets no second letter within this many days. */
export const daysBetweenLetters = 21;

/** Maximum days ahead of a run: a later day is more likely a typing error. */
export const furthestDays = 400;

/** Minutes a process may hold a letter before another considers it dead. */
export const leaseMinutes = 5;
