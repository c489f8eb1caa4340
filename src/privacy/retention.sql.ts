import { stagedImportRows } from '../imports/retention.sql.js';
import { forgetSilentListeners } from '../lists/changes/changes.sql.js';
import { contactsOfEndedCampaign, unconfirmedContacts } from '../petitions/contacts/contacts.sql.js';
import { finishedPetitions, networkHashes, unconfirmedSignatures } from '../petitions/retention.sql.js';
import type { RetentionStatements } from '../platform/database/retention.js';
import { forgettingFinishedMails } from '../platform/mail/outbox.sql.js';
import {
  lettersOfEndedPetitions,
  lettersOfNobody,
  rejectedLetters,
  unconfirmedLetters,
} from '../supporter-letters/own-letters.sql.js';
import { excludedPeople } from '../updates/audience/exclusions.sql.js';
import { oldRecipients } from '../updates/sending/retention.sql.js';
import { forgetDeliveries, forgetToldEvents } from '../webhooks/webhooks.sql.js';
import type { RetentionKey } from './retention.rules.js';

const finishedMails: RetentionStatements = {
  count: {
    name: 'privacy.count_finished_mails',
    text: `select count(*)::int as n from outbox_mail where finished_at < $1`,
  },
  apply: {
    name: 'privacy.forget_finished_mails',
    text: `with done as (${forgettingFinishedMails('$1::timestamptz', '$2::int')}) select count(*)::int as n from done`,
  },
};

/** The statements behind each rule. Each module provides those for its own tables. */
export const retentionStatements: Record<RetentionKey, RetentionStatements> = {
  unconfirmed_signatures: unconfirmedSignatures,
  network_hashes: networkHashes,
  finished_mails: finishedMails,
  staged_import_rows: stagedImportRows,
  finished_petitions: finishedPetitions,
  unconfirmed_contacts: unconfirmedContacts,
  contacts_of_ended_campaign: contactsOfEndedCampaign,
  event_listeners: forgetSilentListeners,
  unconfirmed_letters: unconfirmedLetters,
  rejected_letters: rejectedLetters,
  letters_of_nobody: lettersOfNobody,
  letters_of_finished_petitions: lettersOfEndedPetitions,
  excluded_people: excludedPeople,
  update_recipients: oldRecipients,
  webhook_deliveries: forgetDeliveries,
  events: forgetToldEvents,
};
