import type { Statement, Tx } from '../platform/database/database.js';
import { parameters } from '../platform/database/parameters.js';
import { enqueueing, recentlyMailed, supersedingMails } from '../platform/mail/outbox.sql.js';
import { confirmingAddresses, meetingSupporters, recordingConsents } from '../supporters/supporters.sql.js';

/** Input of `takePersonalLetter`: the key of the mailbox in hexadecimal, and when its email may be sent (null: none). */
export const oneLetter = parameters({
  letter: 'uuid',
  supporter: 'uuid',
  mail: 'uuid',
  campaign: 'uuid',
  petition: 'uuid',
  emailKey: 'text',
  email: 'text',
  domain: 'text',
  locale: 'text',
  iso: 'char(2)',
  name: 'text',
  country: 'char(2)',
  text: 'text',
  source: 'text',
  flagRule: 'text',
  flagInputs: 'jsonb',
  mailsPerDay: 'int',
  now: 'timestamptz',
  wording: 'text',
  method: 'text',
  page: 'text',
  mailAt: 'timestamptz',
});
const { $ } = oneLetter;

/**
 * Stores one letter in one transaction: person, letter, consent, email.
 *
 * - A new letter awaits its writer's confirmation.
 * - A pending one gets the newest text, unless a suspicious one would replace an honest one.
 * - A confirmed one stays as it is, and its writer is told its status by email.
 * - Each gets an email while the mailbox's daily allowance (`mailsPerDay`) lasts.
 *
 * Returns nothing only when another process stored a letter of the same person to the same State concurrently.
 */
export const takePersonalLetter: Statement = {
  name: 'letters.take_personal_letter',
  text: `
  with input as (
    select ${$.letter} as letter_id, ${$.supporter} as supporter_id, decode(${$.emailKey}, 'hex') as email_key, ${$.email} as email, ${$.locale} as locale
  ),
  prior as (
    select l.id, l.supporter_id, l.status, l.flag_rule
    from input i
    cross join lateral (select id from supporter where email_key = i.email_key offset 0) s
    cross join lateral (
      select * from personal_letter where supporter_id = s.id and campaign_id = ${$.campaign} and iso = ${$.iso} and status <> 'withdrawn' and erased_at is null for update
    ) l
  ),
  mailing as (
    select i.*, p.kind, (${$.mailAt} is not null and not ${recentlyMailed('p.id', 'p.kind', $.now, $.mailAt)})::int as mails
    from input i left join (
      select id, case when status = 'unconfirmed' then 'letters.personal_confirm' else 'letters.personal_standing' end as kind from prior
    ) p on true
  ),
  person as (${meetingSupporters('mailing', $.now, `(${$.now} at time zone 'UTC')::date`)}),
  fresh as (
    insert into personal_letter (id, campaign_id, petition_id, supporter_id, iso, status, name, country, locale, text, source, written_at, flag_rule, flag_inputs)
    select i.letter_id, ${$.campaign}, ${$.petition}, p.id, ${$.iso}, 'unconfirmed', ${$.name}, ${$.country}, i.locale, ${$.text}, ${$.source}, ${$.now}, ${$.flagRule}, ${$.flagInputs}
    from input i join person p on p.email_key = i.email_key
    where not exists (select 1 from prior)
    on conflict do nothing
    returning id, supporter_id
  ),
  replaced as (
    update personal_letter l
    set name = ${$.name}, country = ${$.country}, text = ${$.text}, source = ${$.source}, locale = ${$.locale}, written_at = ${$.now}, flag_rule = ${$.flagRule}, flag_inputs = ${$.flagInputs}
    from prior
    where l.id = prior.id and l.id = any(array(select id from prior)) and prior.status = 'unconfirmed' and (${$.flagRule} is null or prior.flag_rule is not null)
    returning l.id, l.supporter_id
  ),
  agreed as (${recordingConsents(
    `select w.supporter_id, w.id as subject_id, 'letter' as subject_kind, 'government' as purpose, ${$.iso}::text as recipient, ${$.wording} as wording, ${$.locale} as locale, true as given,
            ${$.method} as method, ${$.page} as page
     from (select id, supporter_id from fresh union all select id, supporter_id from replaced) w`,
    $.now,
  )}),
  met as (select id from prior union all select id from fresh),
  due as (
    select ${$.mail} as id, coalesce(w.kind, 'letters.personal_confirm') as kind, m.id as subject_id, ${$.locale} as locale, ${$.domain} as domain,
           ${$.now} as created_at, ${$.mailAt} as due_at
    from met m cross join mailing w cross join person p where w.mails = 1 and p.mail_count <= ${$.mailsPerDay}
  ),
  superseded as (${supersedingMails('select subject_id, due_at from due')}),
  mailed as (${enqueueing('select * from due', 'due_at')})
  select id from met`,
};

/** The same inside a larger transaction. */
export const takePersonalLetterIn = (tx: Tx, values: readonly unknown[]) =>
  tx.$queryRawUnsafe<{ id: string }[]>(takePersonalLetter.text, ...values);

/** Records that the writer responded from the mailbox. $1 the letter, $2 now */
export const confirmLetterAddress: Statement = {
  name: 'letters.confirm_personal_address',
  text: `
  with due as (select supporter_id from personal_letter where id = $1::uuid),
  done as (${confirmingAddresses('due', '$2::timestamptz')})
  select count(*)::int as n from done`,
};

export interface NearestLetter {
  id: string;
  groupId: string;
  /** Percentage of equal values. */
  similarity: number;
}

/** The earliest confirmed letter to a State in the same words. */
export const sameLetter = (tx: Tx, iso: string, fingerprint: string) => tx.$queryRaw<NearestLetter[]>`
  select id, group_id as "groupId", 100 as similarity from personal_letter
  where iso = ${iso}::char(2) and fingerprint = ${fingerprint} and group_id is not null order by confirmed_at, id limit 1`;

/**
 * The confirmed letter to a State that shares most values of the signature, the earlier of two. Only letters with a common band are compared, and
 * copies have no bands, so ten thousand letters from one template cost as much as one.
 */
export const nearestLetter = (tx: Tx, iso: string, minHash: number[], bands: number[]) => tx.$queryRaw<NearestLetter[]>`
  select l.id, l.group_id as "groupId", round(100.0 * s.equal / cardinality(${minHash}::int[]))::int as similarity
  from personal_letter l
  cross join lateral (select count(*) as equal from unnest(l.min_hash, ${minHash}::int[]) as v(theirs, ours) where theirs = ours) s
  where l.iso = ${iso}::char(2) and l.bands && ${bands}::int[] and l.group_id is not null
  order by s.equal desc, l.confirmed_at, l.id limit 1`;

export interface HoldingLetter {
  id: string;
  name: string;
  country: string;
  text: string;
  confirmedAt: Date;
}

/**
 * Accepted letters to a State that are in no digest and whose writers still consent, the earliest first. The consent given with the letter ends by a
 * withdrawal under it, and by one on the page of own data for the same government.
 * @param ids only these; null for all @param most how many; `waiting` counts the others too
 */
export const holdingLetters = (
  tx: Tx,
  campaignId: string,
  iso: string,
  ids: readonly string[] | null,
  most: number,
) => tx.$queryRaw<(HoldingLetter & { waiting: number })[]>`
  select l.id, l.name, l.country, l.text, l.confirmed_at as "confirmedAt", count(*) over ()::int as waiting
  from personal_letter l
  cross join lateral (
    select given from consent c
    where c.subject_id = any(array(select l.id union all select g.id from signature g where g.supporter_id = l.supporter_id))
      and c.purpose = 'government' and c.recipient = l.iso::text and (c.subject_id = l.id or (not c.given and c.method = 'my_data'))
    order by c.id desc limit 1
  ) agreed
  where l.campaign_id = ${campaignId}::uuid and l.iso = ${iso}::char(2) and l.status = 'accepted' and l.erased_at is null and agreed.given
    and (${ids}::uuid[] is null or l.id = any(${ids}::uuid[]))
  order by l.confirmed_at, l.id limit ${most}`;

/** Enclosed supporter letters get the outcome of the letter they go with; repeating it changes nothing. */
export const settleEnclosed = (
  tx: Tx,
  letterId: string,
  fate: 'delivered' | 'unsure' | 'accepted',
  at: Date,
) => tx.$executeRaw`
  update personal_letter set
    status = case when status = 'withdrawn' then status else ${fate} end,
    letter_id = case when ${fate} = 'accepted' then null else letter_id end,
    delivered_at = case when ${fate} = 'delivered' then coalesce(delivered_at, ${at}::timestamptz) end
  where letter_id = ${letterId}::uuid and status in ('sending', 'unsure', 'delivered', 'withdrawn')`;
