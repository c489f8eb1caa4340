import { Inject, Injectable } from '@nestjs/common';
import { utcDay } from '../../platform/clock.js';
import type { Config } from '../../platform/config/config.js';
import type { Tx } from '../../platform/database/database.js';
import type { Day } from '../../platform/day.js';
import { returnSlots, takeSlots } from '../../platform/mail/mail-rates.js';
import { senderDomain } from '../../platform/mail/transport.js';
import { CONFIG } from '../../platform/runtime.js';
import { noteWarmUp, waitingByProvider, warmUp } from './pace.sql.js';
import { lastDay } from './warm-up.js';

interface Limited {
  name: string;
  room: number;
}

/**
 * How much may leave now. Slots are handed out in PostgreSQL, to all workers together: in all (with the outbox), from the sending domain, to each provider, and for
 * each day while a sending domain warms up. Within the transaction that claims.
 */
@Injectable()
export class Pace {
  private readonly rates: { key: string; rate: number }[];

  constructor(@Inject(CONFIG) private readonly config: Config) {
    const { MAIL_RATE, UPDATE_RATE, MAIL_FROM } = config;
    this.rates = [
      ...(MAIL_RATE === null ? [] : [{ key: '*', rate: MAIL_RATE }]),
      ...(UPDATE_RATE === null ? [] : [{ key: `updates@${senderDomain(MAIL_FROM)}`, rate: UPDATE_RATE }]),
    ];
  }

  /** Shares out what is allowed of `wanted`; each provider within its own limits. @param share splits a total by the room of each */
  async allow<One extends Limited>(
    tx: Tx,
    wanted: number,
    all: readonly One[],
    share: (total: number, all: One[]) => One[],
    now: Date,
  ): Promise<One[]> {
    const left = await this.leftToday(tx, all, now);
    let shares = share(
      wanted,
      all.map((one) => ({ ...one, room: Math.min(one.room, left.get(one.name) ?? Infinity) })),
    );
    const { UPDATE_PROVIDER_RATE: each } = this.config;
    if (each !== null) {
      const limited: One[] = [];
      for (const one of inOrder(shares))
        limited.push({ ...one, room: await takeSlots(tx, keyOf(one), each, one.room, now) });
      shares = limited.filter(({ room }) => room > 0);
    }
    const taken: number[] = [];
    for (const { key, rate } of this.rates)
      taken.push(await takeSlots(tx, key, rate, Math.min(sumOf(shares), ...taken), now));
    const final = taken.length === 0 ? shares : share(Math.min(...taken), shares);
    for (const [n, { key, rate }] of this.rates.entries())
      await returnRest(tx, key, rate, (taken[n] ?? 0) - sumOf(final));
    if (each !== null)
      for (const one of inOrder(shares))
        await returnRest(tx, keyOf(one), each, one.room - (final.find(({ name }) => name === one.name)?.room ?? 0));
    return final;
  }

  /** Returns what was handed out and not used, and counts the day. */
  async spent(tx: Tx, shares: readonly Limited[], got: readonly { providerName: string }[]): Promise<void> {
    const unused = sumOf(shares) - got.length;
    for (const { key, rate } of this.rates) await returnRest(tx, key, rate, unused);
    const sent = new Map<string, number>();
    for (const { providerName } of got) sent.set(providerName, (sent.get(providerName) ?? 0) + 1);
    const { UPDATE_PROVIDER_RATE: each, UPDATE_WARM_UP: first } = this.config;
    if (each !== null)
      for (const one of inOrder(shares)) await returnRest(tx, keyOf(one), each, one.room - (sent.get(one.name) ?? 0));
    if (first !== null && sent.size > 0) await noteWarmUp(tx, [...sent.keys()], [...sent.values()]);
  }

  /** While a sending domain warms up: the day (UTC) on which the last email of a mailing leaves at the earliest. Otherwise null. */
  async lastDay(tx: Tx, updateId: string, now: Date): Promise<Day | null> {
    const { UPDATE_WARM_UP: first } = this.config;
    if (first === null) return null;
    const rows = await waitingByProvider(tx, updateId);
    const providers = rows.map(({ waiting, day, cap, sent, held }) => ({
      waiting,
      known: day === null ? null : { day, cap: cap ?? 0, sent: sent ?? 0, held: held ?? false },
    }));
    return lastDay(first, utcDay(now), providers);
  }

  private async leftToday(tx: Tx, all: readonly Limited[], now: Date): Promise<Map<string, number>> {
    const { UPDATE_WARM_UP: first } = this.config;
    if (first === null) return new Map();
    const rows = await warmUp(tx, [...new Set(all.map(({ name }) => name))], first, new Date(utcDay(now)));
    return new Map(rows.map(({ name, left }) => [name, left]));
  }
}

async function returnRest(tx: Tx, key: string, rate: number, rest: number): Promise<void> {
  if (rest > 0) await returnSlots(tx, key, rate, rest);
}

const keyOf = ({ name }: Limited): string => `updates>${name}`;
const sumOf = (all: readonly Limited[]): number => all.reduce((sum, { room }) => sum + room, 0);
/** Rates are locked in their order, so that two workers wait for each other. */
const inOrder = <One extends Limited>(all: readonly One[]): One[] =>
  [...all].sort((a, b) => (a.name < b.name ? -1 : 1));
