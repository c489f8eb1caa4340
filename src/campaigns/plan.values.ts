export const milestoneStatuses = ['planned', 'in_progress', 'done', 'dropped'] as const;
export type MilestoneStatus = (typeof milestoneStatuses)[number];

/** What happens to a date on a non-working day. */
export const workingDayRules = ['none', 'previous', 'next'] as const;
export type WorkingDayRule = (typeof workingDayRules)[number];

/** Automatic actions of a milestone. */
export const triggers = ['none', 'publish_text', 'open_petition', 'send_digest'] as const;
export type Trigger = (typeof triggers)[number];

/** Certainty of a calendar date. The last kind is for staff only. */
export const verifications = ['verified', 'computed', 'scheduled', 'unverified'] as const;
export type Verification = (typeof verifications)[number];
export const publicVerifications: readonly Verification[] = ['verified', 'computed', 'scheduled'];

export const calendarTypes = [
  'withdrawal_effective',
  'meeting',
  'entry_into_force',
  'observance',
  'deadline',
  'anniversary',
] as const;
export type CalendarType = (typeof calendarTypes)[number];

/** A trigger that could not fire for this many days is missed: it is left to a person and never fires late automatically. */
export const triggerGraceDays = 1;
