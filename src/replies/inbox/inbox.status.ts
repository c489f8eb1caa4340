/** What a message is. Only `reply` was written by a person, as far as can be told. */
export const mailKinds = ['reply', 'bounce', 'delay', 'delivery_report', 'auto_reply', 'unreadable_report'] as const;
export type MailKind = (typeof mailKinds)[number];

/** `tray`: no letter was found, a person looks. `set_aside`: a person has decided that it matters to no letter. */
export const mailStatuses = ['matched', 'tray', 'set_aside'] as const;
export type MailStatus = (typeof mailStatuses)[number];

/** Event of a letter that a believed message causes. */
export const eventOf: Record<MailKind, string> = {
  reply: 'replied',
  bounce: 'bounced',
  delay: 'delayed',
  delivery_report: 'delivery_report',
  auto_reply: 'auto_replied',
  unreadable_report: 'delivery_report',
};
