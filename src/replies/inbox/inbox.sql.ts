import { Prisma } from '../../generated/prisma/client.js';
import { advisoryLockSpaces } from '../../platform/database/advisory-locks.js';
import type { Tx } from '../../platform/database/database.js';
import { isBackward, type Cursor } from '../../platform/database/keyset.js';

/** One reader of a mailbox at a time. False: another process reads it. */
export const tryLockMailbox = async (tx: Tx, key: string): Promise<boolean> => {
  const [row] = await tx.$queryRaw<{ locked: boolean }[]>`
    select pg_try_advisory_xact_lock(${advisoryLockSpaces.inboundMailbox}::int, hashtext(${key})) as locked`;
  return row?.locked ?? false;
};

/** Locks the letter until the transaction ends. */
export const lockLetter = (tx: Tx, id: string) =>
  tx.$executeRaw`select 1 from letter where id = ${id}::uuid for update`;

/** Bytes travel as base64 text: as bytea the client takes a second for each megabyte. */
export const storeRaw = (tx: Tx, mailId: string, raw: Buffer) =>
  tx.$executeRaw`insert into inbound_raw (mail_id, content) values (${mailId}::uuid, decode(${raw.toString('base64')}, 'base64'))`;

/** What an address received since an instant: messages and bytes. */
export const takenSince = async (
  tx: Tx,
  recipient: string,
  since: Date,
): Promise<{ messages: number; bytes: number }> => {
  const [row] = await tx.$queryRaw<{ messages: number; bytes: number }[]>`
    select count(*)::int as messages, coalesce(sum(size), 0)::float8 as bytes from inbound_mail
    where recipient = ${recipient} and received_at > ${since}::timestamptz`;
  return row ?? { messages: 0, bytes: 0 };
};

export interface InboxRow {
  id: string;
  rank: number;
  receivedAt: Date;
  kind: string;
  status: string;
  trusted: boolean;
  decision: string | null;
  fromAddress: string | null;
  fromName: string | null;
  subject: string | null;
  note: string | null;
  letterId: string | null;
  reference: string | null;
  iso: string | null;
}

/** See `InboxQuery`. The index inbound_mail_desk uses this exact expression. */
const rank = Prisma.sql`(case when m.status = 'tray' then 0 when not m.trusted and m.decided_at is null then 1 else 2 end)`;

/** What of the inbox is read. */
export interface InboxQuery {
  /** 0: unassigned. 1: unverified. 2: the rest. */
  rank?: 0 | 1 | 2 | undefined;
  /** By time; without it those that need attention come first, then the newest */
  byTime?: 'ascending' | 'descending' | undefined;
  cursor?: Cursor | null;
}

/**
 * A page of messages; one before its cursor is read against its order.
 * @param of those that answer letters of this campaign only, and with `unassigned` those not known to answer any; null: all
 */
export async function inboxPage(
  tx: Tx,
  { rank: only, byTime, cursor = null }: InboxQuery,
  of: { campaignId: string; unassigned: boolean } | null,
  limit: number,
): Promise<InboxRow[]> {
  const { sql, raw } = Prisma;
  const backward = isBackward(cursor);
  const risingId = (byTime === 'ascending') !== backward;
  const direction = raw(risingId ? 'asc' : 'desc');
  const order = byTime ? sql`m.id ${direction}` : sql`${rank} ${raw(backward ? 'desc' : 'asc')}, m.id ${direction}`;
  const at = cursor && sql`${backward ? cursor.before : cursor.after}::uuid`;
  const beyond = at && sql`m.id ${raw(risingId ? '>' : '<')} ${at}`;
  const rankThere = at && sql`(select ${rank} from inbound_mail m where m.id = ${at})`;
  const from =
    !beyond || !rankThere
      ? sql`true`
      : byTime
        ? beyond
        : sql`(${rank} ${raw(backward ? '<' : '>')} ${rankThere} or (${rank} = ${rankThere} and ${beyond}))`;
  const rows = await tx.$queryRaw<InboxRow[]>`
  select m.id::text as id, ${rank} as rank, m.received_at as "receivedAt", m.kind, m.status, m.trusted, m.decision,
         m.from_address as "fromAddress", m.from_name as "fromName", m.subject, m.note, l.id::text as "letterId", l.reference, l.iso
  from inbound_mail m left join letter l on l.id = m.letter_id left join letter_run r on r.id = l.run_id
  where ${of === null ? sql`true` : sql`(r.campaign_id = ${of.campaignId}::uuid or (${of.unassigned} and m.letter_id is null))`}
    and ${only === undefined ? sql`true` : sql`${rank} = ${only}`} and ${from}
  order by ${order} limit ${limit}`;
  return backward ? rows.reverse() : rows;
}

export interface WaitingMail {
  id: string;
  receivedAt: Date;
  /** State whose ministry got the letter it answers */
  iso: string | null;
}

/** The oldest unassigned messages. */
export const unassignedMails = (tx: Tx, limit: number) => tx.$queryRaw<WaitingMail[]>`
  select m.id::text as id, m.received_at as "receivedAt", null as iso from inbound_mail m where ${rank} = 0 order by m.id limit ${limit}`;

/** The oldest messages about letters of a campaign whose sender is in doubt. */
export const uncheckedMails = (tx: Tx, campaignId: string, limit: number) => tx.$queryRaw<WaitingMail[]>`
  select m.id::text as id, m.received_at as "receivedAt", l.iso
  from inbound_mail m join letter l on l.id = m.letter_id join letter_run r on r.id = l.run_id
  where ${rank} = 1 and m.status = 'matched' and m.erased_at is null and r.campaign_id = ${campaignId}::uuid
  order by m.id limit ${limit}`;

/** The oldest genuine replies to letters of a campaign since which no answer to the letter was recorded. */
export const unrecordedReplies = (tx: Tx, campaignId: string, limit: number) => tx.$queryRaw<WaitingMail[]>`
  select m.id::text as id, m.received_at as "receivedAt", l.iso
  from inbound_mail m join letter l on l.id = m.letter_id join letter_run r on r.id = l.run_id
  where m.kind = 'reply' and m.status = 'matched' and (m.trusted or m.decided_at is not null) and m.erased_at is null
    and r.campaign_id = ${campaignId}::uuid
    and not exists (select from state_answer a where a.letter_id = m.letter_id and (a.inbound_mail_id = m.id or a.received_on >= (m.received_at at time zone 'UTC')::date))
  order by m.id limit ${limit}`;
