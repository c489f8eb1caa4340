/** Kind of a message. Only `reply` was written by a person, as far as can be determined. */
export const mailKinds = ['reply', 'bounce', 'delay', 'delivery_report', 'auto_reply', 'unreadable_report'] as const;
export type MailKind = (typeof mailKinds)[number];

/** `tray`: no letter was found, unassigned. `set_aside`: a person has decided that it concerns no letter. */
export const mailStatuses = ['matched', 'tray', 'set_aside'] as const;
export type MailStatus = (typeof mailStatuses)[number];

/** Event of a letter that a trusted message causes. */
export const eventOf: Record<MailKind, string> = {
  reply: 'replied',
  bounce: 'bounced',
  delay: 'delayed',
  delivery_report: 'delivery_report',
  auto_reply: 'auto_replied',
  unreadable_report: 'delivery_report',
};
