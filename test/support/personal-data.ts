import { contactColumns, taggingColumns } from './personal-data-contacts.js';
import { personalLetterColumns } from './personal-data-letters.js';

/** What becomes of a column when a person asks to see, or to delete, what is held about them. */
export type ColumnOutcome =
  /** The page and download of `/me` show it. */
  | 'shown'
  /** Kept from the page, with the reason. */
  | { withheld: string };

export interface PersonalTable {
  /** Whose data: people who sign, members of staff, or ministers, from public sources. */
  of: 'supporters' | 'staff' | 'officials';
  /** The file whose statement removes it when the person is forgotten, or why it stays. */
  erasedBy: string;
  columns: Record<string, ColumnOutcome>;
}

const inner = { withheld: 'inner number' } as const;

/**
 * Every table that holds data about persons, column by column. A test holds this against the database: a table that is neither
 * here nor in `impersonalTables`, and a column that is not named, fail it.
 */
export const personalTables: Record<string, PersonalTable> = {
  supporter: {
    of: 'supporters',
    erasedBy: 'privacy/own-data.sql.ts',
    columns: {
      id: inner,
      email_key: {
        withheld: 'keyed hash of the mailbox; stays, so that the mailbox counts once and is protected from floods',
      },
      email: 'shown',
      locale: 'shown',
      created_at: 'shown',
      email_confirmed_at: 'shown',
      mail_day: { withheld: 'counter of the mails of a day' },
      mail_count: { withheld: 'counter of the mails of a day' },
    },
  },
  count_log_record: {
    of: 'supporters',
    erasedBy: 'transparency/sequencing.sql.ts',
    columns: {
      signature_id: inner,
      log_id: inner,
      leaf: { withheld: 'in the receipt of the signature, which the page offers' },
      counts: { withheld: 'whether the public log counts the signature' },
      salt: { withheld: 'in the receipt' },
      record: { withheld: 'in the receipt; the same details as of the signature' },
    },
  },
  signature: {
    of: 'supporters',
    erasedBy: 'privacy/own-data.sql.ts',
    columns: {
      id: 'shown',
      petition_id: { withheld: 'shown as the petition’s slug and title' },
      supporter_id: inner,
      status: 'shown',
      given_name: 'shown',
      family_name: 'shown',
      country: 'shown',
      postal_code: 'shown',
      locale: 'shown',
      comment: 'shown',
      answers: 'shown',
      show_name: 'shown',
      source: 'shown',
      version: 'shown',
      signed_at: 'shown',
      confirmed_at: 'shown',
      number: 'shown',
      reminded_at: 'shown',
      shadow_rule: { withheld: 'tells an attacker how sign-ups are judged; told on request, by a person' },
      shadow_inputs: { withheld: 'as shadow_rule' },
      shadowed_at: { withheld: 'as shadow_rule' },
      doubt: { withheld: 'as shadow_rule' },
      range_key: 'shown',
      import_id: inner,
    },
  },
  successor_question: {
    of: 'supporters',
    erasedBy: 'nobody: the id of a signature that is erased leads to no person any more',
    columns: {
      signature_id: inner,
      petition_id: { withheld: 'the petition that followed, as the email named it' },
      asked_at: { withheld: 'the moment of that email' },
      answer: { withheld: '`kept` is a signature of its own, which is shown; `taken_back` has erased this one' },
      answered_at: { withheld: 'as answer' },
    },
  },
  contact: { of: 'supporters', erasedBy: 'privacy/own-data.sql.ts', columns: contactColumns },
  tagging: { of: 'supporters', erasedBy: 'privacy/own-data.sql.ts', columns: taggingColumns },
  signature_import_row: {
    of: 'supporters',
    erasedBy: 'privacy/own-data.sql.ts',
    columns: {
      import_id: inner,
      number: { withheld: 'line of the file' },
      cells: {
        withheld: 'a line of an uploaded file, not attributed to anybody yet; wiped when it is taken, or after 14 days',
      },
      mailbox_keys: { withheld: 'keyed hashes of mailboxes the line may name; wiped with it' },
      outcome: { withheld: 'what became of the line' },
      fault: { withheld: 'why the line was refused, without its values' },
      signature_id: inner,
    },
  },
  consent: {
    of: 'supporters',
    erasedBy: 'privacy/own-data.sql.ts',
    columns: {
      id: inner,
      supporter_id: inner,
      subject_id: inner,
      subject_kind: { withheld: 'what the consent was given with; shown by its place' },
      purpose: 'shown',
      recipient: 'shown',
      wording: 'shown',
      locale: 'shown',
      given: 'shown',
      method: 'shown',
      page: 'shown',
      recorded_at: 'shown',
    },
  },
  outbox_mail: {
    of: 'supporters',
    erasedBy: 'privacy/own-data.sql.ts',
    columns: Object.fromEntries(
      [
        'id',
        'kind',
        'subject_id',
        'locale',
        'domain',
        'status',
        'due_at',
        'attempts',
        'claimed_by',
        'claimed_at',
        'outcome_unknown_at',
        'smtp_code',
        'answer_rule',
        'created_at',
        'finished_at',
      ].map((column) => [
        column,
        { withheld: 'fate of a mail, by kind and mail domain; deleted with the signature, or after 90 days' },
      ]),
    ),
  },
  update_recipient: {
    of: 'supporters',
    erasedBy: 'updates/sending/recipients.sql.ts',
    columns: {
      update_id: { withheld: 'shown as the title and page of the update' },
      supporter_id: inner,
      locale: 'shown',
      state: 'shown',
      settled_at: 'shown',
      ...Object.fromEntries(
        ['provider', 'attempts', 'due_at', 'claimed_by', 'smtp_code', 'reason'].map((column) => [
          column,
          { withheld: 'fate of a mail; deleted with the person, or after a year' },
        ]),
      ),
    },
  },
  mail_suppression: {
    of: 'supporters',
    erasedBy: 'nobody: a keyed hash that keeps unasked mail away; the page says whether it is there',
    columns: Object.fromEntries(
      ['address_key', 'reason', 'rule', 'created_at', 'renewed_at'].map((column) => [
        column,
        { withheld: 'keyed hash of an address' },
      ]),
    ),
  },
  update_exclusion: {
    of: 'supporters',
    erasedBy: 'nobody: keyed hashes of a file that keeps mail away; deleted with their list',
    columns: { list_id: inner, email_key: { withheld: 'keyed hash of a mailbox in a file of staff' } },
  },
  personal_letter: {
    of: 'supporters',
    erasedBy: 'supporter-letters/own-letters.sql.ts',
    columns: personalLetterColumns,
  },
  event: {
    of: 'supporters',
    erasedBy: 'nobody: numbers that lead to nobody once the signature is erased; deleted after 30 days',
    columns: Object.fromEntries(
      ['seq', 'id', 'type', 'subject_kind', 'subject_id', 'at', 'data', 'heard', 'page_no'].map((column) => [
        column,
        { withheld: 'what webhooks are told: numbers, country, purpose; never a name or an address' },
      ]),
    ),
  },
  webhook_delivery: {
    of: 'supporters',
    erasedBy: 'nobody: numbers that lead to nobody once the signature is erased; deleted after 30 days',
    columns: Object.fromEntries(
      [
        ...[
          'id',
          'endpoint_id',
          'event_seq',
          'event_id',
          'type',
          'subject_id',
          'status',
          'attempts',
          'next_at',
          'created_at',
        ],
        ...['last_at', 'http_status', 'took_ms', 'outcome', 'finished_at'],
      ].map((column) => [column, { withheld: 'fate of a message of a webhook' }]),
    ),
  },
  office_holder: {
    of: 'officials',
    erasedBy: 'nobody: who held a public office, from a public source',
    columns: Object.fromEntries(
      [
        ...[
          'id',
          'iso',
          'name',
          'gender',
          'title',
          'valid_from',
          'valid_to',
          'checked_on',
          'source',
          'confidence',
          'entered_by',
          'entered_at',
        ],
      ].map((column) => [column, { withheld: 'about ministers' }]),
    ),
  },
  inbound_mail: {
    of: 'officials',
    erasedBy: 'replies/inbox/inbox-erasure.service.ts',
    columns: Object.fromEntries(
      [
        ...[
          'id',
          'received_at',
          'source',
          'envelope_from',
          'recipient',
          'size',
          'sha256',
          'message_id',
          'in_reply_to',
          'from_address',
        ],
        ...[
          'from_name',
          'subject',
          'sent_at',
          'text',
          'kind',
          'kind_rule',
          'letter_id',
          'match_rule',
          'authentication',
          'trusted',
        ],
        ...['status', 'decision', 'decided_by', 'decided_at', 'reason', 'note', 'erased_at'],
      ].map((column) => [
        column,
        { withheld: 'correspondence with public offices; staff erase a private person’s message on request' },
      ]),
    ),
  },
  inbound_raw: {
    of: 'officials',
    erasedBy: 'replies/inbox/inbox-erasure.service.ts',
    columns: Object.fromEntries(['mail_id', 'content'].map((column) => [column, { withheld: 'as inbound_mail' }])),
  },
  staff: {
    of: 'staff',
    erasedBy: 'nobody: accounts are disabled, because the audit log speaks of them',
    columns: Object.fromEntries(
      ['id', 'email', 'name', 'role', 'created_at', 'joined_at', 'disabled_at'].map((column) => [
        column,
        { withheld: 'data of staff' },
      ]),
    ),
  },
  staff_session: {
    of: 'staff',
    erasedBy: 'access/access.jobs.ts',
    columns: Object.fromEntries(
      [
        'id_hash',
        'id',
        'staff_id',
        'created_at',
        'expires_at',
        'last_seen_at',
        'user_agent',
        'stepped_up_at',
        'campaign_id',
        'second_factor',
      ].map((column) => [column, { withheld: 'data of staff; of the browser its class only' }]),
    ),
  },
  staff_secret: {
    of: 'staff',
    erasedBy: 'nobody: belongs to an account; its owner changes and removes it on the page of the account',
    columns: Object.fromEntries(
      ['staff_id', 'password_hash', 'totp_sealed', 'totp_confirmed_at', 'totp_last_step'].map((column) => [
        column,
        { withheld: 'what staff sign in with' },
      ]),
    ),
  },
  staff_recovery_code: {
    of: 'staff',
    erasedBy: 'access/recovery-codes.service.ts',
    columns: Object.fromEntries(
      ['staff_id', 'code_hash', 'used_at'].map((column) => [column, { withheld: 'what staff sign in with' }]),
    ),
  },
  staff_passkey: {
    of: 'staff',
    erasedBy: 'access/passkey-list.service.ts',
    columns: Object.fromEntries(
      [
        'id',
        'staff_id',
        'credential_id',
        'public_key',
        'counter',
        'transports',
        'name',
        'created_at',
        'last_used_at',
      ].map((column) => [
        column,
        { withheld: 'what staff sign in with; its owner sees it on the page of the account' },
      ]),
    ),
  },
  login_failure: {
    of: 'staff',
    erasedBy: 'access/access.jobs.ts',
    columns: Object.fromEntries(
      ['account_key', 'failures', 'locked_until'].map((column) => [column, { withheld: 'keyed hash of an address' }]),
    ),
  },
};

/**
 * Personal data outside the database: files of exports below DATA_DIR, owned by lists/export-files.service.ts, which deletes them when
 * they expire and when somebody in them withdraws.
 */
