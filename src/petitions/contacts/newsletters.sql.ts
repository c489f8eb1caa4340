import type { Tx } from '../../platform/database/database.js';
import { appendingEvents } from '../../platform/events/events.sql.js';
import { consentsInForce, recordingConsents } from '../../supporters/supporters.sql.js';
import { consentsChanged } from '../signature-events.sql.js';

/** Withdraws the newsletter under every signature and contact of a person, where it is in force. `method` and `page` say how and where. */
export const withdrawNewsletters = (tx: Tx, supporterId: string, method: string, page: string, now: Date) =>
  tx.$executeRawUnsafe(
    `with said as (${recordingConsents(
      `select g.supporter_id, g.id as subject_id, g.kind as subject_kind, c.purpose, c.recipient, c.wording, g.locale, false as given, $2::text as method, $3::text as page
       from (
         select id, supporter_id, locale, 'signature' as kind from signature where supporter_id = $1::uuid
         union all select id, supporter_id, locale, 'contact' from contact where supporter_id = $1::uuid
       ) g cross join lateral (${consentsInForce('g.id')}) c
       where c.purpose = 'newsletter' and c.given`,
      '$4::timestamptz',
    )}),
    told as (${appendingEvents(consentsChanged('said'), '$4::timestamptz')})
    select 1`,
    supporterId,
    method,
    page,
    now,
  );

/** Records the newsletter as given by a client, under every counted signature of a person, and the contact, where it is not in force. */
export const giveNewsletters = (tx: Tx, supporterId: string, wording: string, now: Date) =>
  tx.$executeRawUnsafe(
    `with said as (${recordingConsents(
      `select g.supporter_id, g.id as subject_id, g.kind as subject_kind, 'newsletter' as purpose, '' as recipient, $2::text as wording, g.locale, true as given, 'api' as method, null as page
       from (
         select id, supporter_id, locale, 'signature' as kind from signature where supporter_id = $1::uuid and status = 'confirmed' and shadow_rule is null
         union all select id, supporter_id, locale, 'contact' from contact where supporter_id = $1::uuid
       ) g
       where not exists (select 1 from (${consentsInForce('g.id')}) c where c.purpose = 'newsletter' and c.given)`,
      '$3::timestamptz',
    )}),
    told as (${appendingEvents(consentsChanged('said'), '$3::timestamptz')})
    select 1`,
    supporterId,
    wording,
    now,
  );
