import type { RetentionStatements } from '../platform/database/retention.js';

/** Imports without progress since $1, except those being worked on. */
const resting = `select id from signature_import where coalesce(finished_at, created_at) < $1 and status not in ('applying', 'undoing')`;

export const stagedImportRows: RetentionStatements = {
  count: {
    name: 'imports.count_staged_rows',
    text: `select count(*)::int as n from signature_import_row where cells <> '{}' and import_id = any(array(${resting}))`,
  },
  apply: {
    name: 'imports.wipe_staged_rows',
    text: `
    with given_up as (
      update signature_import set status = 'failed' where id = any(array(${resting})) and status in ('uploaded', 'ready') returning 1
    ),
    overdue as (
      select import_id, number from signature_import_row where cells <> '{}' and import_id = any(array(${resting}))
      order by import_id, number limit $2 for update skip locked
    ),
    done as (
      update signature_import_row r set cells = '{}', mailbox_keys = '{}' from overdue o where r.import_id = o.import_id and r.number = o.number returning 1
    )
    select count(*)::int as n from done`,
  },
};
