import type { Tx } from '../../platform/database/database.js';

/** Letters of a run whose sending began since an instant, all and to one email domain, and when the caps allow the next. */
export interface SpentCaps {
  inHour: number;
  inDay: number;
  inAll: number;
  domainInHour: number;
  providerInHour: number;
}

export const spentCaps = async (
  tx: Tx,
  runId: string,
  domain: string,
  provider: string | null,
  now: Date,
): Promise<SpentCaps> => {
  const [row] = await tx.$queryRaw<SpentCaps[]>`
    select count(*) filter (where e.at > ${now}::timestamptz - interval '1 hour')::int as "inHour",
           count(*) filter (where e.at > ${now}::timestamptz - interval '1 day')::int as "inDay",
           count(distinct e.letter_id)::int as "inAll",
           count(*) filter (where e.at > ${now}::timestamptz - interval '1 hour' and lower(split_part(c.address, '@', 2)) = ${domain})::int as "domainInHour",
           count(*) filter (where e.at > ${now}::timestamptz - interval '1 hour' and l.provider = ${provider})::int as "providerInHour"
    from letter l join letter_event e on e.letter_id = l.id and e.kind = 'sending' left join ministry_channel c on c.id = l.channel_id
    where l.run_id = ${runId}::uuid`;
  return row ?? { inHour: 0, inDay: 0, inAll: 0, domainInHour: 0, providerInHour: 0 };
};

/** The newest letter sent to each of some ministries; without an entry, none was. */
export const latestLettersTo = async (
  tx: Tx,
  isos: readonly string[],
): Promise<Map<string, { reference: string; sentAt: Date }>> => {
  const letters = await tx.letter.findMany({
    where: { iso: { in: [...isos] }, sentAt: { not: null }, status: { in: ['sent', 'posted', 'delivered'] } },
    orderBy: { sentAt: 'asc' },
    select: { iso: true, reference: true, sentAt: true },
  });
  return new Map(
    letters.flatMap(({ iso, reference, sentAt }) => (sentAt ? [[iso, { reference, sentAt }] as const] : [])),
  );
};

/** Another letter that was sent, or may have been, to the same ministry since an instant. */
export const recentLetterTo = async (tx: Tx, iso: string, letterId: string, since: Date): Promise<string | null> => {
  const [row] = await tx.$queryRaw<{ reference: string }[]>`
    select reference from letter
    where iso = ${iso}::char(2) and id <> ${letterId}::uuid and status in ('sent', 'posted', 'delivered', 'outcome_unknown', 'sending')
      and coalesce(sent_at, outcome_unknown_at, due_at) > ${since}::timestamptz
    order by sent_at desc nulls last limit 1`;
  return row?.reference ?? null;
};
