import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditLog } from '../../src/access/audit.service.js';
import { validate } from '../../src/platform/http/validation.js';
import { supporterListQuery, type SupporterListQuery } from '../../src/lists/supporter-list.schema.js';
import { SupporterListService } from '../../src/lists/supporter-list.service.js';
import { PetitionsService } from '../../src/petitions/petitions.service.js';
import { World } from '../support/world.js';

describe('the supporter list', () => {
  let world: World;
  let petition: string;

  const page = async (query: Record<string, string> = {}, order: Omit<SupporterListQuery, 'status'> = {}) =>
    world
      .get(SupporterListService)
      .page(petition, { ...(await validate(supporterListQuery, query)), ...order }, 'staff:test');
  const found = async (query: Record<string, string>) =>
    (await page({ status: 'all', ...query })).rows.map(({ email }) => email?.split('@')[0]);

  beforeAll(async () => {
    world = await World.create();
    petition = await world.openPetition();
    const both = ['signature', 'newsletter'].map((purpose) => ({ purpose, wording: '1' }));
    await world.confirms(petition, 'ada.lovelace@gmail.com', { consents: both });
    await world.fillsIn(petition, 'zoe@example.org', { familyName: 'Müller-100%', country: 'DE' });
    await world.fillsIn(petition, 'under@example.org', { familyName: 'Under_score', country: 'DE' });
    await world.fillsIn(petition, 'olha@example.org', { familyName: 'Коваль', country: 'UA' });
    await world.fillsIn(petition, 'robot@example.org', { familyName: 'Kovacs' }, { honeypot: 'x' });
  });
  afterAll(() => world.close());

  it('finds family names by their beginning, in any case and script, with wildcards taken literally', async () => {
    expect(await found({ q: 'love' })).toEqual(['ada.lovelace']);
    expect(await found({ q: 'MÜLL' })).toEqual(['zoe']);
    expect(await found({ q: 'ковал' })).toEqual(['olha']);
    expect(await found({ q: 'müller-100%' })).toEqual(['zoe']);
    expect(await found({ q: '%' })).toEqual([]);
    expect(await found({ q: 'under_' })).toEqual(['under']);
    expect(await found({ q: 'under-' })).toEqual(['under']); // punctuation does not separate one name from another
    expect(await found({ q: 'und_r' })).toEqual([]);
    expect(await found({ q: 'u%r' })).toEqual([]);
    expect(await found({ q: 'velace' })).toEqual([]);
    expect(await found({ q: '\\' })).toEqual([]);
  });

  it('finds the person behind a mailbox, however the address is spelt', async () => {
    expect(await found({ q: ' AdaLovelace+x@googlemail.com ' })).toEqual(['ada.lovelace']);
    expect(await found({ q: 'ada@' })).toEqual([]);
    expect(await found({ q: 'nul\0@example.org' })).toEqual([]);
    expect(await found({ q: 'nul\0' })).toEqual([]);
  });

  it('shows confirmed signatures unless asked otherwise, and shadowed ones with their rule', async () => {
    expect((await page()).rows.map(({ email }) => email)).toEqual(['ada.lovelace@gmail.com']);
    expect((await page()).rows[0]).toMatchObject({
      consents: ['newsletter:1', 'signature:1'],
      status: 'confirmed',
      country: 'GB',
    });
    expect((await page({ status: 'shadowed' })).rows).toMatchObject([{ familyName: 'Kovacs', shadowRule: 'honeypot' }]);
    expect(await found({ country: 'DE,UA' })).toEqual(['olha', 'under', 'zoe']);
  });

  it('leaves a trace of every look, without what was searched for', async () => {
    await page({ q: 'ada.lovelace@gmail.com', country: 'GB' });
    await page({ q: 'Lovelace' });
    const [name, address] = (await world.get(AuditLog).list()).rows;
    const filter = { status: 'confirmed' };
    expect(name).toMatchObject({
      actor: 'staff:test',
      action: 'supporters.read',
      details: { petition, filter, search: 'name' },
    });
    expect(address).toMatchObject({ details: { filter: { ...filter, country: ['GB'] }, search: 'mailbox' } });
    expect(JSON.stringify((await world.get(AuditLog).list()).rows)).not.toMatch(/lovelace/i);
  });

  it('counts what is confirmed, waiting and shadowed', async () => {
    const totals = await world.get(SupporterListService).totals(await world.get(PetitionsService).campaignOf(petition));
    expect(totals.find(({ slug }) => slug === petition)).toMatchObject({ confirmed: 1, pending: 3, shadowed: 1 });
  });

  it('is paged forwards and back, each signature once', async () => {
    petition = await world.openPetition();
    for (let n = 0; n < 120; n++) await world.fillsIn(petition, `p${n}@example.org`, { familyName: `Number${n}` });
    const names = (rows: readonly { familyName: string }[]) => rows.map(({ familyName }) => familyName);
    const first = await page({ status: 'pending' });
    const second = await page({ status: 'pending' }, { cursor: { after: first.next ?? '' } });
    const third = await page({ status: 'pending' }, { cursor: { after: second.next ?? '' } });
    expect([first.previous, third.next]).toEqual([null, null]);
    expect(new Set(names([...first.rows, ...second.rows, ...third.rows])).size).toBe(120);
    expect(names(first.rows)[0]).toBe('Number119');
    expect(names(third.rows)).toHaveLength(20);
    const back = await page({ status: 'pending' }, { cursor: { before: third.previous ?? '' } });
    expect(names(back.rows)).toEqual(names(second.rows));
    const start = await page({ status: 'pending' }, { cursor: { before: back.previous ?? '' } });
    expect(names(start.rows)).toEqual(names(first.rows));
    expect(start.previous).toBeNull();
  });

  it('is paged the other way round, and by confirmation', async () => {
    petition = await world.openPetition();
    for (let n = 0; n < 60; n++) await world.confirms(petition, `q${n}@example.org`, { familyName: `Number${n}` });
    for (const name of ['signed', 'confirmed'] as const)
      for (const descending of [false, true]) {
        const sort = { name, descending };
        const wanted = Array.from({ length: 60 }, (_, n) => `Number${descending ? 59 - n : n}`);
        const names = ({ rows }: { rows: readonly { familyName: string }[] }) => rows.map((row) => row.familyName);
        const first = await page({}, { sort });
        const second = await page({}, { sort, cursor: { after: first.next ?? '' } });
        const back = await page({}, { sort, cursor: { before: second.previous ?? '' } });
        expect([...names(first), ...names(second)]).toEqual(wanted);
        expect([names(back), back.previous, second.next]).toEqual([names(first), null, null]);
      }
    await expect(page({ status: 'all' }, { sort: { name: 'confirmed', descending: true } })).rejects.toMatchObject({
      faults: [{ pointer: '/sort', code: 'list.sort_not_offered' }],
    });
  });
});
