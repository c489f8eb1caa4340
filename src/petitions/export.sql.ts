import pg from 'pg';
import { advisoryLockSpaces } from '../platform/database/advisory-locks.js';
import type { Statement } from '../platform/database/database.js';
import type { ExportFormat } from './export.status.js';
import type { SupporterFilter } from './supporter-filter.schema.js';
import { supporterCondition } from './supporter-filter.sql.js';

/**
 * Opens the transaction of a COPY: no time limit, and every instant as ISO 8601 in UTC. Nested loops are off because the
 * planner cannot estimate the grouped consents; a wrong guess would turn seconds into hours.
 */
export const beginExport = (lock: number): string => `
  begin read only;
  set local statement_timeout = 0;
  set local timezone = 'UTC';
  set local datestyle = 'ISO, YMD';
  set local work_mem = '32MB';
  set local enable_nestloop = off;
  select pg_advisory_xact_lock_shared(${advisoryLockSpaces.export}, ${Math.trunc(lock)})`;

/** Answered once the COPY before it is done with its command tag; then names the backend. */
export const backendPid = 'select pg_backend_pid() as pid';

/** The header row, in the order of `columns` below. */
export const exportColumns = [
  'signature_id',
  'signed_at',
  'confirmed_at',
  'given_name',
  'family_name',
  'email',
  'country',
  'postal_code',
  'locale',
  'comment',
  'show_name',
  'consents',
  'source',
] as const;

/** First characters (code points) that make a spreadsheet take a text for a formula: = + - @ TAB LF CR, their full-width forms, and our own mark ' */
const guarded = '{61,43,45,64,9,10,13,65309,65291,65293,65312,39}';

/** Puts an apostrophe before a text that needs one. `ascii` is the code point of the first character, and costs next to nothing. */
const guard = (text: string): string => `case when ascii(${text}) = any('${guarded}'::int[]) then '''' || ${text} else ${text} end`;

/** `2027-04-04T12:00:00.5Z`. The session's time zone is UTC; this takes a fifth of the time of to_char. */
const instant = (column: string): string => `replace(${column}::timestamp::text, ' ', 'T') || 'Z'`;

const same = (text: string): string => text;

/** The columns of every export, in the order of its header. */
const columns = (text: (column: string) => string, showName: string, consents: string): string => `
    g.id as signature_id, ${instant('g.signed_at')} as signed_at, ${instant('g.confirmed_at')} as confirmed_at,
    ${text('g.given_name')} as given_name, ${text('g.family_name')} as family_name, ${text('g.email')} as email,
    g.country, ${text('g.postal_code')} as postal_code, g.locale, ${text('g.comment')} as comment,
    ${showName} as show_name, ${consents} as consents, ${text('g.source')} as source`;

/**
 * What holds now, for all signatures in one pass: the latest record per signature and purpose. For a million rows twice as
 * fast as the look-up per signature that pages and mails use.
 */
const grouped = (aggregate: string): string => `
  left join (
    select l.signature_id, ${aggregate} as consents
    from (select distinct on (signature_id, purpose) signature_id, purpose, wording, given from consent order by signature_id, purpose, id desc) l
    where l.given group by l.signature_id
  ) c on c.signature_id = g.id`;

const asText = {
  select: (text: (column: string) => string): string =>
    columns(text, `case when g.show_name then 'true' else 'false' end`, `coalesce(c.consents, '')`),
  consents: grouped(`string_agg(l.purpose || ':' || l.wording, ';' order by l.purpose)`),
};

const asJson = {
  select: columns(same, 'g.show_name', `coalesce(c.consents, '[]'::json)`),
  consents: grouped(`json_agg(json_build_object('purpose', l.purpose, 'wording', l.wording) order by l.purpose)`),
};

/**
 * The one statement, and so the one snapshot, behind an export. Rows come in the order of their ids, which the index on
 * (petition_id, id) has already: nothing is sorted or hashed, the first row leaves at once and the database writes no
 * temporary files. For the same reason addresses are looked up one by one; joined, a million rows take no less time.
 *
 * - CSV: a value that begins with = + - @ TAB LF CR, their full-width forms or an apostrophe gets one apostrophe in front.
 *   To undo this, remove exactly one leading apostrophe from every value that has one. Nothing is lost.
 * - NDJSON and XLSX: values as they are. JSON text has no control characters, so with control characters as delimiter and
 *   quote COPY's CSV form passes each line through untouched. A workbook is made from such lines, with consents as one text.
 *
 * COPY takes no parameters: the values, all validated before, are escaped as literals.
 */
export function copySupporters(format: ExportFormat, petitionId: string, filter: SupporterFilter): string {
  const from = (consents: string): string => `
    from (
      select g.*, (select s.email from supporter s where s.id = g.supporter_id) as email
      from signature g where ${supporterCondition(petitionId, filter, (value) => pg.escapeLiteral(value))} order by g.id offset 0
    ) g ${consents} order by g.id`;
  if (format === 'csv')
    return `copy (select ${asText.select(guard)} ${from(asText.consents)}) to stdout with (format csv, header, encoding 'UTF8')`;
  const rows = format === 'ndjson' ? `${asJson.select} ${from(asJson.consents)}` : `${asText.select(same)} ${from(asText.consents)}`;
  return `copy (select row_to_json(r) from (select ${rows}) r) to stdout with (format csv, delimiter E'\\x02', quote E'\\x01', encoding 'UTF8')`;
}

/** How many rows an export will have, unless people sign in the meantime. */
export function countSupporters(petitionId: string, filter: SupporterFilter): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const condition = supporterCondition(petitionId, filter, (value) => `$${values.push(value)}`);
  return { text: `select count(*)::int as n from signature g where ${condition}`, values };
}

/** Notes how many rows the server's COPY has written so far ($2: its process). */
export const noteProgress: Statement = {
  name: 'petitions.note_export_progress',
  text: `
  update export set rows_done = coalesce((select tuples_processed::int from pg_stat_progress_copy where pid = $2), rows_done)
  where id = $1 and status = 'running'`,
};

/** Ends, as failed, what a dead process left running: exports older than a minute whose lock nobody holds. */
export const endAbandoned: Statement = {
  name: 'petitions.end_abandoned_exports',
  text: `
  update export set status = 'failed', finished_at = $1
  where status = 'running' and started_at < $1::timestamptz - interval '1 minute' and hashtext(id::text)::bigint not in (
    select objid::bigint - case when objid::bigint >= 2147483648 then 4294967296 else 0 end from pg_locks
    where locktype = 'advisory' and classid = ${advisoryLockSpaces.export} and objsubid = 2 and granted
      and database = (select oid from pg_database where datname = current_database())
  )
  returning id`,
};

/** The number of an export's lock. */
export const lockNumber: Statement = { name: 'petitions.export_lock_number', text: 'select hashtext($1) as lock' };
