import type { Catalogues } from '../../generated/catalogues.js';
import type { ConsentPurpose } from '../../supporters/consents.texts.js';
import type { RetentionKey } from '../retention.rules.js';

export type NoticeTexts = Catalogues['privacy-notice'];

/** After how many days each retention rule applies, in the words of a language. */
export type Periods = Readonly<Record<RetentionKey, string>>;

/** Everything the program does with data of people, in the order of the notice. */
export const activities = [
  'signature',
  'unconfirmed',
  'proof',
  'countLog',
  'publicName',
  'newsletter',
  'government',
  'audit',
  'partner',
  'letters',
  'networkCode',
  'emailCode',
  'mailRecords',
  'imports',
  'contacts',
  'labels',
  'abuse',
  'officials',
  'team',
  'changes',
] as const satisfies readonly (keyof NoticeTexts)[];
export type Activity = (typeof activities)[number];

/** The legal basis of each, and how long it goes on. */
export const activityOf: Record<
  Activity,
  { basis: keyof NoticeTexts['basis']; kept: (t: NoticeTexts, after: Periods) => string }
> = {
  signature: { basis: 'consent', kept: (t, after) => t.signature.kept({ after: after.finished_petitions }) },
  unconfirmed: { basis: 'consent', kept: (t, after) => t.unconfirmed.kept({ days: after.unconfirmed_signatures }) },
  proof: { basis: 'proof', kept: (t) => t.proof.kept },
  countLog: { basis: 'consent', kept: (t) => t.countLog.kept },
  publicName: { basis: 'consent', kept: (t) => t.publicName.kept },
  newsletter: { basis: 'consent', kept: (t, after) => t.newsletter.kept({ days: after.update_recipients }) },
  government: { basis: 'consentAbroad', kept: (t) => t.government.kept },
  audit: { basis: 'consentAbroad', kept: (t) => t.audit.kept },
  partner: { basis: 'consent', kept: (t) => t.partner.kept },
  letters: {
    basis: 'consentAbroad',
    kept: (t, after) =>
      t.letters.kept({ after: after.letters_of_finished_petitions, rejected: after.rejected_letters }),
  },
  networkCode: { basis: 'honestCount', kept: (t, after) => t.networkCode.kept({ days: after.network_hashes }) },
  emailCode: { basis: 'noMail', kept: (t) => t.emailCode.kept },
  mailRecords: { basis: 'delivery', kept: (t, after) => t.mailRecords.kept({ days: after.finished_mails }) },
  imports: { basis: 'consent', kept: (t, after) => t.imports.kept({ days: after.staged_import_rows }) },
  contacts: {
    basis: 'consent',
    kept: (t, after) =>
      t.contacts.kept({ unconfirmed: after.unconfirmed_contacts, after: after.contacts_of_ended_campaign }),
  },
  labels: { basis: 'consent', kept: (t) => t.labels.kept },
  abuse: { basis: 'honestCount', kept: (t) => t.abuse.kept },
  team: { basis: 'security', kept: (t) => t.team.kept },
  officials: { basis: 'officials', kept: (t) => t.officials.kept },
  changes: { basis: 'security', kept: (t, after) => t.changes.kept({ days: after.events }) },
};

/** Where the notice describes what each retention rule and each consent is about: a new one does not compile without an entry. */
export const describedBy: Record<RetentionKey | ConsentPurpose, Activity> = {
  unconfirmed_signatures: 'unconfirmed',
  unconfirmed_letters: 'unconfirmed',
  network_hashes: 'networkCode',
  finished_mails: 'mailRecords',
  staged_import_rows: 'imports',
  finished_petitions: 'signature',
  unconfirmed_contacts: 'contacts',
  contacts_of_ended_campaign: 'contacts',
  rejected_letters: 'letters',
  letters_of_nobody: 'letters',
  letters_of_finished_petitions: 'letters',
  excluded_people: 'emailCode',
  update_recipients: 'newsletter',
  event_listeners: 'changes',
  webhook_deliveries: 'changes',
  events: 'changes',
  signature: 'signature',
  newsletter: 'newsletter',
  'show-name': 'publicName',
  government: 'government',
  audit: 'audit',
};
