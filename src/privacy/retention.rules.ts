/** Retention periods: after how many days, and what happens then. */
export interface RetentionRule {
  key: string;
  days: number;
  action: string;
}

export const retentionRules = [
  {
    key: 'unconfirmed_signatures',
    days: 14,
    action: 'erased with consents, mails and, when nothing else is left, the address',
  },
  { key: 'network_hashes', days: 30, action: 'removed from the signature' },
  { key: 'finished_mails', days: 90, action: 'deleted from the outbox: kind, email domain and outcome' },
  {
    key: 'staged_import_rows',
    days: 14,
    action: 'deleted: lines of uploaded files that were refused, or never imported',
  },
  {
    key: 'finished_petitions',
    days: 730,
    action: 'after the petition has ended: signatures, consents and addresses erased; the counts stay',
  },
  { key: 'unconfirmed_contacts', days: 14, action: 'erased with consents and, when nothing else is left, the address' },
  {
    key: 'contacts_of_ended_campaign',
    days: 730,
    action: 'after the last petition has ended: erased with consents and addresses',
  },
  // One day less than events are kept: when an event is deleted, it had its number, or its listener has ended before.
  { key: 'event_listeners', days: 29, action: 'ended: nobody asked for changes' },
  { key: 'unconfirmed_letters', days: 14, action: 'letters to ministries erased with consents and mails' },
  { key: 'rejected_letters', days: 180, action: 'name, country and text of rejected letters erased' },
  {
    key: 'letters_of_nobody',
    days: 1,
    action: 'letters without text of people whose address is gone: unlinked, consents erased',
  },
  {
    key: 'letters_of_finished_petitions',
    days: 730,
    action: 'after the petition has ended: names, countries and texts of letters erased; their destination stays',
  },
  {
    key: 'excluded_people',
    days: 90,
    action: 'deleted: keyed hashes of files of people who do not get an update',
  },
  {
    key: 'update_recipients',
    days: 365,
    action: 'after its email was sent or called back: who was sent an update deleted; the numbers stay',
  },
  { key: 'webhook_deliveries', days: 30, action: 'deleted, delivered or not' },
  { key: 'events', days: 30, action: 'deleted from the event log' },
] as const satisfies readonly RetentionRule[];
export type RetentionKey = (typeof retentionRules)[number]['key'];
