import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { BreakdownsService } from '../../src/lists/breakdowns.service.js';
import { HoursService } from '../../src/petitions/figures/hours.service.js';
import { TooManyWatchers } from '../../src/petitions/figures/live.errors.js';
import { mostWatchers } from '../../src/petitions/figures/live.limits.js';
import { LiveFigures } from '../../src/petitions/figures/live-figures.service.js';
import { PetitionFigures } from '../../src/petitions/figures/petition-figures.service.js';
import { spanBefore } from '../../src/petitions/figures/span.values.js';
import { PetitionsService } from '../../src/petitions/petitions.service.js';
import { RetentionService } from '../../src/privacy/retention.service.js';
import { days } from '../../src/platform/clock.js';
import type { EventStream } from '../../src/platform/http/event-stream.js';
import { firstIdAt } from '../../src/platform/ids.js';
import { until } from '../support/until.js';
import { ask } from '../support/whole-database.js';
import { World } from '../support/world.js';

describe('figures of a petition', () => {
  let world: World;
  beforeAll(async () => void (world = await World.create()));
  afterAll(() => world.close());

  const idOf = (petition: string) => world.get(PetitionsService).idOf(petition);
  /** Gives a signature the id it would have had at an instant: ids are made by the clock of the machine. */
  const signedAt = async (petition: string, email: string, instant: string) => {
    const { id } = await world.signatureOf(petition, email);
    const moved = firstIdAt(new Date(instant)).replace('0000-0000-', `7000-8000-`).slice(0, -12) + id.slice(-12);
    await ask(world.url, 'update signature set id = $2 where id = $1', [id, moved]);
  };

  it('count a confirmation on its day (UTC), and a sign-up that waits on the day it was signed', async () => {
    const petition = await world.openPetition();
    const of = (from: string, to: string) => world.get(PetitionFigures).of(petition, { from, to });
    world.clock.moveTo('2027-01-20T23:50:00Z');
    const token = await world.signs(petition, 'late@example.org', { country: 'FR' });
    await world.confirms(petition, 'same-day@example.org', { country: 'DE' });
    await world.fillsIn(petition, 'waits@example.org', { country: 'FR' });
    world.clock.moveTo('2027-01-21T00:10:00Z');
    await world.opens(token ?? '');
    const wanted = {
      days: [
        { day: '2027-01-19', confirmed: 0, waiting: 0 },
        { day: '2027-01-20', confirmed: 1, waiting: 1 },
        { day: '2027-01-21', confirmed: 1, waiting: 0 },
      ],
      countries: [
        { country: 'FR', confirmed: 1, waiting: 1 },
        { country: 'DE', confirmed: 1, waiting: 0 },
      ],
      totals: { signed: 3, confirmed: 2, waiting: 1, expired: 0, withdrawn: 0 },
    };
    expect(await of('2027-01-19', '2027-01-21')).toMatchObject(wanted);
    // The same when the deltas are folded into the counters.
    await world.jobs.fold();
    expect(await of('2027-01-19', '2027-01-21')).toMatchObject(wanted);
    const before = await world.get(PetitionFigures).of(petition, spanBefore({ from: '2027-01-21', to: '2027-01-21' }));
    expect(before.totals).toMatchObject({ signed: 2, confirmed: 1 });
    expect((await of('2026-01-01', '2026-01-02')).totals.signed).toBe(0);
  });

  it('say how many withdrew and how many never confirmed, in the period in which they left', async () => {
    const petition = await world.openPetition();
    world.clock.moveTo('2027-02-01T12:00:00Z');
    await world.confirms(petition, 'leaves@example.org');
    await world.fillsIn(petition, 'forgets@example.org');
    await world.disowns((await world.tokensOf(petition, 'leaves@example.org')).disown);
    // The day of a removal is that of the database, which has a clock of its own.
    const [{ today = '' } = {}] = await ask<{ today: string }>(
      world.url,
      `select to_char(now() at time zone 'UTC', 'YYYY-MM-DD') as today`,
    );
    const leftOn = async (day: string) =>
      (await world.get(PetitionFigures).of(petition, { from: day, to: day })).totals;
    expect(await leftOn(today)).toMatchObject({ withdrawn: 1, expired: 0, signed: 1 });
    world.clock.advance(days(16));
    await world.get(RetentionService).apply('cli');
    expect(await leftOn(today)).toMatchObject({ withdrawn: 1, expired: 1, confirmed: 0, waiting: 0, signed: 2 });
    expect(await leftOn('2027-02-01')).toMatchObject({ signed: 0 });
  });

  it('are of one petition only', async () => {
    const [one, other] = [await world.openPetition(), await world.openPetition()];
    world.clock.moveTo('2027-03-01T12:00:00Z');
    await world.confirms(one, 'x@example.org');
    const span = { from: '2027-03-01', to: '2027-03-01' };
    expect((await world.get(PetitionFigures).of(other, span)).totals.signed).toBe(0);
    await expect(world.get(PetitionFigures).of('nowhere', span)).rejects.toMatchObject({ code: 'petition.not_found' });
  });

  it('show sources of five or more of the period, and combine the others', async () => {
    const petition = await world.openPetition();
    world.clock.moveTo('2027-03-02T12:00:00Z');
    for (let n = 0; n < 6; n++) {
      await world.confirms(petition, `p${n}@example.org`, { source: 'radio', locale: 'fr' });
      await signedAt(petition, `p${n}@example.org`, n < 5 ? '2027-03-02T12:00:00Z' : '2027-03-03T00:00:00Z');
    }
    await world.confirms(petition, 'q@example.org', { source: 'my neighbour' });
    await signedAt(petition, 'q@example.org', '2027-03-02T23:59:59Z');
    const of = async (from: string, to: string) =>
      (await world.get(BreakdownsService).origins(petition, { from, to })).bySource;
    expect(await of('2027-03-02', '2027-03-02')).toEqual([
      { key: 'radio', n: 5 },
      { key: '', n: 1 },
    ]);
    expect(await of('2027-03-03', '2027-03-03')).toEqual([{ key: '', n: 1 }]);
  });

  it('divide a day by the clocks of the campaign’s zone, midnight included and the next one not', async () => {
    const petition = await world.openPetition();
    const people: [email: string, instant: string, confirms: boolean][] = [
      ['before@example.org', '2027-04-03T21:59:59.999Z', true],
      ['first@example.org', '2027-04-03T22:00:00.000Z', true],
      ['noon@example.org', '2027-04-04T10:30:00.000Z', true],
      ['waits@example.org', '2027-04-04T10:59:59.000Z', false],
      ['last@example.org', '2027-04-04T21:59:59.999Z', true],
      ['after@example.org', '2027-04-04T22:00:00.000Z', true],
    ];
    for (const [email, instant, confirms] of people) {
      await (confirms ? world.confirms(petition, email) : world.fillsIn(petition, email));
      await signedAt(petition, email, instant);
    }
    const of = async (zone: string) => world.get(HoursService).of(await idOf(petition), zone, '2027-04-04');
    const { hours, signed, confirmed } = await of('Europe/Brussels');
    expect({ signed, confirmed }).toEqual({ signed: 4, confirmed: 3 });
    expect(hours.filter((hour) => hour.signed > 0)).toEqual([
      { label: '00', signed: 1, confirmed: 1 },
      { label: '12', signed: 2, confirmed: 1 },
      { label: '23', signed: 1, confirmed: 1 },
    ]);
    expect((await of('UTC')).signed).toBe(4);
    expect((await of('Pacific/Auckland')).signed).toBe(4);
  });
});

describe('live figures', () => {
  let world: World;
  beforeAll(async () => void (world = await World.create()));
  afterAll(() => world.close());

  const texts = (stream: EventStream): string[] => {
    const seen: string[] = [];
    stream.setEncoding('utf8').on('data', (chunk: string) => seen.push(chunk));
    return seen;
  };
  const watching = async (petition: string, admitted = async () => true) => {
    const petitionId = await world.get(PetitionsService).idOf(petition);
    return world.get(LiveFigures).watch({
      petitionId,
      timeZone: 'Europe/Brussels',
      draw: ({ day }) => `numbers of ${day}, drawn ${++drawn} times`,
      admitted,
    });
  };
  let drawn = 0;

  it('are read once for all who watch a petition, sent when they change, and read no more when nobody watches', async () => {
    const petition = await world.openPetition();
    const live = world.get(LiveFigures);
    const streams = [await watching(petition), await watching(petition), await watching(petition)];
    const seen = streams.map(texts);
    expect([live.watching, live.reading]).toEqual([3, 1]);
    const all = (text: string) => () => seen.every((one) => one.join('').includes(text));
    await until('the numbers of the moment', all(`data: numbers of 2027-01-15, drawn 1 times\n\n`));
    await world.fillsIn(petition, 'a@example.org');
    await until('the numbers after a sign-up', all('drawn 2 times'));
    await world.confirms(petition, 'b@example.org');
    await until('the numbers after a confirmation', all('drawn 3 times'));
    // One who comes later gets them at once, without another look.
    const late = await watching(petition);
    expect(String(late.read())).toContain('drawn 3 times');
    world.clock.moveTo('2027-01-16T00:00:00Z');
    await until('the numbers of the next day', all('numbers of 2027-01-16, drawn 4 times'));
    for (const stream of [...streams, late]) stream.destroy();
    await until('nobody watches', () => live.watching === 0 && live.reading === 0);
  });

  it('end for a person who may no longer see them, and go on for the others', async () => {
    const petition = await world.openPetition();
    let signedIn = true;
    const [one, other] = [await watching(petition, async () => signedIn), await watching(petition)];
    const ended = new Promise((resolve) => one.resume().once('end', resolve));
    other.resume();
    signedIn = false;
    await ended;
    await until('one watches', () => world.get(LiveFigures).watching === 1);
    other.destroy();
    await until('nobody watches', () => world.get(LiveFigures).watching === 0);
  });

  it('are refused to more people than a process serves', async () => {
    const petition = await world.openPetition();
    const streams = await Promise.all(Array.from({ length: mostWatchers }, () => watching(petition)));
    await expect(watching(petition)).rejects.toBeInstanceOf(TooManyWatchers);
    await expect(watching(petition)).rejects.toMatchObject({ httpStatus: 503, retryAfter: 30 });
    streams[0]?.destroy();
    await until('one has left', () => world.get(LiveFigures).watching === mostWatchers - 1);
    streams.push(await watching(petition));
    for (const stream of streams) stream.destroy();
    await until('nobody watches', () => world.get(LiveFigures).watching === 0);
  });

  it('end when the process does', async () => {
    const beside = await world.beside();
    const petition = await world.openPetition();
    const stream = beside.get(LiveFigures).watch({
      petitionId: await world.get(PetitionsService).idOf(petition),
      timeZone: 'UTC',
      draw: () => 'numbers',
      admitted: async () => true,
    });
    const ended = new Promise((resolve) => stream.resume().once('end', resolve));
    await beside.close();
    await ended;
  });
});
