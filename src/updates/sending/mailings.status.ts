/** What a mailing of an update is doing. `starting`: recipients are written down, and everything can still be called back. */
export const mailingStates = [
  'planned',
  'approved',
  'starting',
  'sending',
  'paused',
  'done',
  'cancelled',
  'expired',
] as const;
export type MailingState = (typeof mailingStates)[number];

/** From which states people can do what. Planning again is possible until the first email has left. */
export const mailingActions = {
  plan: ['planned', 'approved', 'cancelled', 'expired'],
  approve: ['planned'],
  start: ['planned', 'approved'],
  pause: ['starting', 'sending'],
  resume: ['paused'],
  cancel: ['planned', 'approved', 'starting', 'sending', 'paused'],
  resend: ['sending', 'paused', 'done'],
} as const satisfies Record<string, readonly MailingState[]>;
export type MailingAction = keyof typeof mailingActions;

/** Why it is paused: by staff, because readers complain, or because its time had passed when it could leave. */
export const pauseReasons = ['staff', 'complaints', 'late'] as const;
export type PauseReason = (typeof pauseReasons)[number];

/** Minutes in which a mailing can be called back before anything leaves. */
export const callBackMinutes = 10;
/** A mailing that could not leave for this long after its moment waits for a person. */
export const lateMinutes = 60;

/** Share of readers that report an update as spam at which it is paused, and from how many reports on. */
export const complaintLimit = { share: 0.001, atLeast: 2 };

/** Why a recipient was skipped. */
export const skipReasons = ['no_consent', 'erased', 'cap', 'suppressed'] as const;
export type SkipReason = (typeof skipReasons)[number];
