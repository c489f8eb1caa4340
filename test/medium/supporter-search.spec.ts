import { supporterListQuery } from '../../src/lists/supporter-list.schema.js';
import { SupporterListService } from '../../src/lists/supporter-list.service.js';
import { newId } from '../../src/platform/ids.js';
import { World } from '../support/world.js';

const people: [given: string, family: string][] = [
  ['Zoë', 'O’Brien'],
  ['José', 'Peña'],
  ['Łukasz', 'Śliwa'],
  ['Jürgen', 'Groß'],
  ['Işıl', 'Yılmaz'],
  ['Søren', 'Kjær'],
  ['Олена', 'Ґонта'],
  ['Jean-Luc', 'D’Été'],
  ['100%_Real', 'x_y'],
  ['Ana María', 'de la Cruz'],
];

describe('looking supporters up by name', () => {
  let world: World;
  let petition: string;
  beforeAll(async () => {
    world = await World.create();
    petition = await world.openPetition();
    for (const [n, [givenName, familyName]] of people.entries())
      await world.confirms(petition, `p${n}@example.org`, { givenName, familyName });
  });
  afterAll(() => world.close());

  const found = async (q: string) =>
    (await world.get(SupporterListService).page(petition, supporterListQuery.parse({ q }), 'staff:x')).rows.map(
      ({ familyName }) => familyName,
    );

  it.each([
    ["o'brien", 'O’Brien'],
    ['OBRIEN', 'O’Brien'],
    ['O`Bri', 'O’Brien'],
    ['pena', 'Peña'],
    ['sliwa', 'Śliwa'],
    ['lukasz', 'Śliwa'],
    ['gross', 'Groß'],
    ['yilmaz', 'Yılmaz'],
    ['ISIL', 'Yılmaz'],
    ['kjaer', 'Kjær'],
    ['soren', 'Kjær'],
    ['гонт', 'Ґонта'],
    ['jean luc', 'D’Été'],
    ['dete', 'D’Été'],
    ['100%_', 'x_y'],
    ['zoe', 'O’Brien'],
  ])('%s finds %s', async (typed, family) => {
    expect(await found(typed)).toEqual([family]);
  });

  it('takes wildcards literally and finds nobody by a middle', async () => {
    for (const typed of ['%', '_', 'rien', '%o', 'x%']) expect([typed, await found(typed)]).toEqual([typed, []]);
  });

  it.each([
    ['Zoë O’Brien', ['O’Brien']],
    ['obrien, zoe', ['O’Brien']],
    ['jean d', ['D’Été']],
    ['jose', ['Peña']],
    ['ana maria de la cr', ['de la Cruz']],
    ['de la cruz, ana', ['de la Cruz']],
    ['s', ['Kjær', 'Śliwa']],
    ['p3@EXAMPLE.org', ['Groß']],
    ['p3@example', []],
    ['zoe pena', []],
    ['%', []],
    ['', []],
  ])('over all petitions of a campaign: %s finds %j', async (typed, families) => {
    const { campaignId } = await world.database.prisma.petition.findUniqueOrThrow({ where: { slug: petition } });
    const lists = world.get(SupporterListService);
    const here = await lists.find({ id: campaignId, slug: 'test' }, typed, 'staff:x', 10);
    expect(here.map(({ familyName }) => familyName).sort()).toEqual(families);
    expect(await lists.find({ id: newId(), slug: 'other' }, typed, 'staff:x', 10)).toEqual([]);
  });

  it('over a campaign reads no more than it shows, and is on record without what was typed', async () => {
    const { campaignId } = await world.database.prisma.petition.findUniqueOrThrow({ where: { slug: petition } });
    const found = await world.get(SupporterListService).find({ id: campaignId, slug: 'test' }, 'Jürgen', 'staff:y', 10);
    expect(found).toMatchObject([{ givenName: 'Jürgen', email: 'p3@example.org', petition }]);
    const entries = await world.database.prisma.auditEntry.findMany({ where: { actor: 'staff:y' } });
    expect(entries).toMatchObject([{ action: 'supporters.read', details: { campaign: 'test', search: 'name' } }]);
    expect(JSON.stringify(entries[0]?.details)).not.toMatch(/j.rgen/i);
  });

  it('uses an index', async () => {
    const plan = await world.database.run<{ 'QUERY PLAN': string }>(
      {
        name: 'test.search_plan',
        text: `explain select id from signature g where fold_name(g.family_name) like 'pena%' or fold_name(g.given_name) like 'pena%'`,
      },
      [],
    );
    const text = plan.map((line) => line['QUERY PLAN']).join('\n');
    for (const index of ['signature_family_name', 'signature_given_name'])
      expect(text).toContain(`Bitmap Index Scan on ${index}`);
  });
});
