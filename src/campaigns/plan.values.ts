export const milestoneStatuses = ['planned', 'in_progress', 'done', 'dropped'] as const;
export type MilestoneStatus = (typeof milestoneStatuses)[number];

/** What becomes of a date on a day without work. */
export const workingDayRules = ['none', 'previous', 'next'] as const;
export type WorkingDayRule = (typeof workingDayRules)[number];

/** What a milestone can set off by itself. */
export const triggers = ['none', 'publish_text', 'open_petition', 'send_digest'] as const;
export type Trigger = (typeof triggers)[number];

/** How well a date of the calendar is known. The last kind is for staff only. */
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

/** A trigger that could not fire for this many days is missed: it waits for a person and never fires late by itself. */
export const triggerGraceDays = 1;
