/** Locks a log that goes on, for one round ($1: its id). Another process that finds it locked leaves it alone. */
export const lockLog = `
  select l.id, l.petition_id as "petitionId", l.origin, l.size, l.counted, l.last_number as "lastNumber", l.last_version as "lastVersion",
         l.tallied_on::text as "talliedOn", l.tallied_size as "talliedSize", l.closed,
         p.closed_at is not null or p.archived_at is not null or p.hidden_at is not null or coalesce(p.closes_at <= $2, false) as "isOver"
  from count_log l join petition p on p.id = l.petition_id
  where l.id = $1 and l.ended_at is null and l.stopped_at is null for update of l skip locked`;

export interface LockedLog {
  id: string;
  petitionId: string;
  origin: string;
  size: number;
  counted: number;
  lastNumber: number;
  lastVersion: number;
  talliedOn: string | null;
  talliedSize: number;
  closed: boolean;
  isOver: boolean;
}

/** The tiles of the right edge of log $1, by level ($2) and number ($3). */
export const readEdge = `
  select t.level, t.n, t.width, t.data from count_log_tile t
  where t.log_id = $1 and (t.level, t.n) in (select * from unnest($2::smallint[], $3::int[]))`;

/** Versions of petition $1 after number $2. */
export const newVersions = `select number, hash from petition_version where petition_id = $1 and number > $2 order by number`;

const signer = `g.given_name as "givenName", g.family_name as "familyName", g.country, g.version, coalesce(v.hash, '') as "versionHash",
  to_char(g.confirmed_at at time zone 'UTC', 'YYYY-MM-DD') as "confirmedOn", s.email`;
const signerTables = `join supporter s on s.id = g.supporter_id left join petition_version v on v.petition_id = g.petition_id and v.number = g.version`;

/** What a record is made of. */
export interface Signer {
  givenName: string;
  familyName: string;
  country: string;
  version: number;
  versionHash: string;
  confirmedOn: string;
  email: string | null;
}

/** The next $3 confirmations of petition $1 after position $2 that count. */
export const newConfirmations = `
  select g.id, g.number, ${signer} from signature g ${signerTables}
  where g.petition_id = $1 and g.number > $2 and g.shadow_rule is null and g.status = 'confirmed' order by g.number limit $3`;

export interface Confirmation extends Signer {
  id: string;
  number: number;
}

/** Takes the next $2 changes of signatures of petition $1, and reads what log $3 and the signature say now. A leaf of an earlier log is none of this one. */
export const takeDue = `
  with taken as (
    delete from count_log_due where id = any(array(select id from count_log_due where petition_id = $1 order by id limit $2))
    returning id, signature_id, case when log_id = $3 then leaf end as leaf, silent
  )
  select d.signature_id as id, d.silent, coalesce(d.leaf, case when r.counts then r.leaf end) as "countingLeaf", r.leaf, r.salt, r.record,
         g.id is not null as counts, not exists (select from signature x where x.id = d.signature_id) as "isGone", g.number, ${signer}
  from (select signature_id, max(leaf) as leaf, bool_or(silent) as silent from taken group by signature_id) d
  left join count_log_record r on r.signature_id = d.signature_id
  left join (signature g ${signerTables}) on g.id = d.signature_id and g.status = 'confirmed' and g.shadow_rule is null`;

export type Due = {
  id: string;
  silent: boolean;
  /** The signature was erased; otherwise it may be held back */
  isGone: boolean;
  /** The leaf by which the log counts it now */
  countingLeaf: number | null;
} & ({ leaf: number; salt: Buffer; record: string } | { leaf: null; salt: null; record: null }) &
  (({ counts: true; number: number } & Signer) | { counts: false });

/** Where the signatures that log $1 counts came from, and the months of their confirmation. */
export const tallyOf = `
  select r.record::jsonb->>'country' as country, substring(r.record::jsonb->>'confirmedOn' for 7) as month, count(*)::int as n
  from count_log_record r where r.log_id = $1 and r.counts group by 1, 2`;

/** $1 log, then by column: signatures, leaves, salts, records. */
export const putRecords = `
  insert into count_log_record as r (signature_id, log_id, leaf, counts, salt, record)
  select id, $1::uuid, leaf, true, salt, record from unnest($2::uuid[], $3::int[], $4::bytea[], $5::text[]) as n(id, leaf, salt, record)
  on conflict (signature_id) do update set log_id = excluded.log_id, leaf = excluded.leaf, counts = true, salt = excluded.salt, record = excluded.record`;

/** Whether signatures ($1) count by the log ($2). */
export const markRecords = `
  update count_log_record r set counts = m.counts from unnest($1::uuid[], $2::boolean[]) as m(id, counts) where r.signature_id = m.id`;

/** Records of signatures that are gone. */
export const forgetRecords = `delete from count_log_record where signature_id = any($1::uuid[])`;

/** $1 log, then by column: levels, numbers, widths, bytes. */
export const putTiles = `
  insert into count_log_tile as t (log_id, level, n, width, data)
  select $1::uuid, * from unnest($2::smallint[], $3::int[], $4::smallint[], $5::bytea[])
  on conflict (log_id, level, n) do update set width = excluded.width, data = excluded.data`;

export const putCheckpoint = `insert into count_log_checkpoint (log_id, size, root, counted) values ($1, $2, $3, $4)`;

export const putState = `
  update count_log set size = $2, counted = $3, last_number = $4, last_version = $5, tallied_on = $6, tallied_size = $7, closed = $8 where id = $1`;

/** The newest tree head of log $1. */
export const newestCheckpoint = `
  select size, root, counted, note from count_log_checkpoint where log_id = $1 order by size desc limit 1`;

export const publishCheckpoint = `
  update count_log_checkpoint set note = $3, published_at = $4 where log_id = $1 and size = $2 and note is null`;

/** The root of log $1 at size $2. */
export const rootAt = `select root from count_log_checkpoint where log_id = $1 and size = $2`;

export const stopLog = `update count_log set stopped_at = $2 where id = $1`;

/** Petitions the public has seen and whose log is missing. */
export const withoutLog = `
  select p.id, p.slug from petition p
  where p.published_at is not null and not exists (select from count_log l where l.petition_id = p.id)`;

/** Logs that go on. */
export const runningLogs = `select id, petition_id as "petitionId" from count_log where ended_at is null and stopped_at is null order by id`;

/** The bytes of one tile of log $1 (level $2, number $3). */
export const readTile = `select width, data from count_log_tile where log_id = $1 and level = $2 and n = $3`;
