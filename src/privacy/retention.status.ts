export interface RetentionRule {
  key: string;
  days: number;
  deed: string;
}

/** What is not kept for ever: how long, and what happens then. */
export const retentionRules = [
  { key: 'unconfirmed_signatures', days: 14, deed: 'erased with consents, mails and, when nothing else is left, the address' },
  { key: 'network_hashes', days: 30, deed: 'removed from the signature' },
  { key: 'finished_mails', days: 90, deed: 'deleted from the outbox: kind, mail domain and fate' },
  {
    key: 'staged_import_rows',
    days: 14,
    deed: 'wiped: lines of uploaded files that were refused, or never brought in',
  },
  {
    key: 'finished_petitions',
    days: 730,
    deed: 'after the petition has ended: signatures, consents and addresses erased; the counts stay',
  },
] as const satisfies readonly RetentionRule[];
export type OwnRetentionKey = (typeof retentionRules)[number]['key'];
