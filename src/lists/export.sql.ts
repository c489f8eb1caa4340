import pg from 'pg';
import { consentLabel } from '../supporters/supporters.sql.js';
import { advisoryLockSpaces } from '../platform/database/advisory-locks.js';
import type { Statement } from '../platform/database/database.js';
import type { SupporterFilter } from './supporter-filter.schema.js';
import { supporterCondition } from './supporter-filter.sql.js';
import type { ExportOrder } from './export.schema.js';
import { markColumn, smallestGroup, type ExportFormat, type SignatureColumn } from './export.values.js';

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

/** Waits until pending withdrawals of a petition are committed; later ones find the recorded export and outdate it. */
export const awaitWithdrawals = `select pg_advisory_xact_lock(${advisoryLockSpaces.withdrawals}, hashtext($1))`;

/** Answered once the COPY before it has completed; identifies the backend. */
export const backendPid = 'select pg_backend_pid() as pid';

/** First characters (code points) that make a spreadsheet read a text as a formula: = + - @ TAB LF CR, their full-width forms, and our own mark ' */
const guarded = '{61,43,45,64,9,10,13,65309,65291,65293,65312,39}';

/** Puts an apostrophe before a text that needs one. `ascii` is the code point of the first character, and costs next to nothing. */
const guard = (text: string): string =>
  `case when ascii(${text}) = any('${guarded}'::int[]) then '''' || ${text} else ${text} end`;

/** `2027-04-04T12:00:00.5Z`. The session's time zone is UTC; this takes a fifth of the time of to_char. */
const instant = (column: string): string => `replace(${column}::timestamp::text, ' ', 'T') || 'Z'`;

const same = (text: string): string => text;

/** How a format represents values: `text` treats what people typed. */
interface Style {
  text: (column: string) => string;
  showName: string;
  consents: string;
  answers: string;
  aggregate: string;
}

const asText = (text: Style['text']): Style => ({
  text,
  showName: `case when g.show_name then 'true' else 'false' end`,
  consents: `coalesce(c.consents, '')`,
  answers: `coalesce(g.answers::text, '')`,
  aggregate: `string_agg(${consentLabel('l')}, ';' order by l.purpose, l.recipient)`,
});

const styles: Record<ExportFormat, Style> = {
  csv: asText(guard),
  'csv-bom': asText(guard),
  xlsx: asText(same),
  ndjson: {
    text: same,
    showName: 'g.show_name',
    consents: `coalesce(c.consents, '[]'::json)`,
    answers: `coalesce(g.answers, '{}'::jsonb)`,
    aggregate: `json_agg(json_strip_nulls(json_build_object('purpose', l.purpose, 'wording', l.wording, 'recipient', nullif(l.recipient, ''))) order by l.purpose, l.recipient)`,
  },
};

const expressions: Record<SignatureColumn, (style: Style) => string> = {
  signature_id: () => 'g.id',
  signed_at: () => instant('g.signed_at'),
  confirmed_at: () => instant('g.confirmed_at'),
  given_name: ({ text }) => text('g.given_name'),
  family_name: ({ text }) => text('g.family_name'),
  email: ({ text }) => text('g.email'),
  country: () => 'g.country',
  postal_code: ({ text }) => text('g.postal_code'),
  locale: () => 'g.locale',
  comment: ({ text }) => text('g.comment'),
  show_name: ({ showName }) => showName,
  consents: ({ consents }) => consents,
  source: ({ text }) => text('g.source'),
  version: () => 'g.version',
  answers: ({ answers }) => answers,
};

/**
 * Consents in force, for all signatures in one pass: the latest record per signature, purpose and recipient. For a million rows twice as fast as the
 * look-up per signature that pages and emails use.
 */
const groupedConsents = (aggregate: string): string => `
  left join (
    select l.subject_id, ${aggregate} as consents
    from (
      select distinct on (subject_id, purpose, recipient) subject_id, purpose, recipient, wording, given
      from consent order by subject_id, purpose, recipient, id desc
    ) l
    where l.given group by l.subject_id
  ) c on c.subject_id = g.id`;

const literal = (value: string): string => pg.escapeLiteral(value);

/**
 * The rows of a list of persons, ordered by id, which the index on (petition_id, id) provides: nothing is sorted or hashed, the first row is sent at
 * once and the database writes no temporary files. For the same reason addresses are looked up one by one; joined, a million rows take no less time.
 * Columns not shown are not read.
 */
function signatureRows(
  style: Style,
  petitionId: string,
  { columns, filter }: ExportOrder,
  mark: string | null,
): string {
  const shown = columns.map((column) => `${expressions[column as SignatureColumn](style)} as ${column}`);
  if (mark !== null) shown.push(`${literal(mark)} as ${markColumn}`);
  // Only shown columns are carried along.
  const carried = ['id', ...columns.filter((column) => !['signature_id', 'email', 'consents'].includes(column))].map(
    (column) => `g.${column}`,
  );
  if (columns.includes('email')) carried.push('(select s.email from supporter s where s.id = g.supporter_id) as email');
  return `
    select ${shown.join(', ')}
    from (select ${carried.join(', ')} from signature g where ${supporterCondition(petitionId, filter, literal)} order by g.id offset 0) g
    ${columns.includes('consents') ? groupedConsents(style.aggregate) : ''} order by g.id`;
}

/** Counts without persons. Small groups are combined day by day, and columns that are not shown are not grouped by. */
function countRows(style: Style, petitionId: string, { columns, filter }: ExportOrder): string {
  const keys = { day: 'g.day', country: 'g.country', locale: 'g.locale', source: 'g.source' };
  const wanted = Object.keys(keys).filter((key) => columns.includes(key));
  const named = (key: string): string =>
    key === 'day' ? 'day' : `case when n >= ${smallestGroup} then ${key} else '' end as ${key}`;
  const groups = wanted.length === 0 ? '' : `group by ${wanted.map((_, index) => index + 1).join(', ')}`;
  const shown = columns.map((column) => (column === 'source' ? `${style.text('source')} as source` : column));
  return `
    with base as (
      select ${[...wanted, 'count(*) as n'].join(', ')}
      from (
        select (g.confirmed_at at time zone 'UTC')::date as day, g.country, g.locale, coalesce(g.source, '') as source
        from signature g where ${supporterCondition(petitionId, filter, literal)}
      ) g ${groups}
    ),
    safe as (select ${[...wanted.map(named), 'sum(n)::bigint as signatures'].join(', ')} from base ${groups})
    select ${shown.join(', ')} from safe ${wanted.length === 0 ? '' : `order by ${wanted.join(', ')}`}`;
}

/**
 * The one statement, and so the one snapshot, behind an export.
 *
 * - CSV: a value that begins with = + - @ TAB LF CR, their full-width forms or an apostrophe gets one apostrophe in front. To undo this, remove
 * exactly one leading apostrophe from every value that has one. Nothing is lost.
 * - NDJSON and XLSX: values as they are. JSON text has no control characters, so with control characters as delimiter and quote COPY's CSV form
 * passes each line through untouched. A workbook is made from such lines, with consents as one text.
 *
 * COPY takes no parameters: the values, all validated before, are escaped as literals.
 * @param mark shown in every row, or null
 */
export function copyRows(petitionId: string, order: ExportOrder, mark: string | null): string {
  const style = styles[order.format];
  const rows =
    order.preset === 'analytics' ? countRows(style, petitionId, order) : signatureRows(style, petitionId, order, mark);
  if (order.format === 'csv' || order.format === 'csv-bom')
    return `copy (${rows}) to stdout with (format csv, header, encoding 'UTF8')`;
  return `copy (select row_to_json(r) from (${rows}) r) to stdout with (format csv, delimiter E'\\x02', quote E'\\x01', encoding 'UTF8')`;
}

/** How many signatures an export will contain, unless people sign in the meantime. */
export function countSupporters(petitionId: string, filter: SupporterFilter): { text: string; values: unknown[] } {
  const values: unknown[] = [];
  const condition = supporterCondition(petitionId, filter, (value) => `$${values.push(value)}`);
  return { text: `select count(*)::int as n from signature g where ${condition}`, values };
}

/** Records how many rows the server's COPY has written so far ($2: its process). */
export const noteProgress: Statement = {
  name: 'petitions.note_export_progress',
  text: `
  update export set rows_done = coalesce((select tuples_processed::int from pg_stat_progress_copy where pid = $2), rows_done)
  where id = $1 and status = 'running'`,
};

/**
 * Ends exports left running by a dead process: older than a minute with an unheld lock. A file requested within a day is queued again; a stream has
 * lost its reader and has failed.
 */
export const endAbandoned: Statement = {
  name: 'petitions.end_abandoned_exports',
  text: `
  update export set status = case when again then 'queued' else 'failed' end, finished_at = case when again then null else $1::timestamptz end,
         rows_done = case when again then 0 else rows_done end, snapshot_at = case when again then null else snapshot_at end
  from (select id as abandoned, stored and started_at > $1::timestamptz - interval '1 day' as again from export where status = 'running') a
  where id = abandoned and status = 'running' and coalesce(snapshot_at, started_at) < $1::timestamptz - interval '1 minute' and hashtext(id::text)::bigint not in (
    select objid::bigint - case when objid::bigint >= 2147483648 then 4294967296 else 0 end from pg_locks
    where locktype = 'advisory' and classid = ${advisoryLockSpaces.export} and objsubid = 2 and granted
      and database = (select oid from pg_database where datname = current_database())
  )
  returning id`,
};

/** The key of an export's lock. */
export const lockNumber: Statement = { name: 'petitions.export_lock_number', text: 'select hashtext($1) as lock' };
