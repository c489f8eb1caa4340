import { PetitionOrigins } from '../../src/petitions/petition-origins.service.js';
import { ask } from '../support/whole-database.js';
import { World } from '../support/world.js';

const slug = 'reconsider';
const partner = 'https://partner.example.org';

describe('the websites that may embed a petition', () => {
  let world: World;
  let origins: PetitionOrigins;
  beforeAll(async () => {
    world = await World.create();
    await world.loadsCampaign();
    origins = world.get(PetitionOrigins);
  });
  afterAll(() => world.close());

  const audited = () =>
    ask<{ action: string; details: unknown }>(
      world.url,
      `select action, details from audit_entry where action like 'embed.%' order by id`,
    );

  it('are allowed and refused at once where it was decided, for their petition only, and each decision is recorded once', async () => {
    expect(await origins.allows(partner, slug)).toBe(false);
    await origins.add(slug, partner, 'cli');
    await origins.add(slug, partner, 'cli');
    expect([
      await origins.allows(partner, slug),
      await origins.allows(partner, null),
      await origins.allows(partner, 'another'),
    ]).toEqual([true, true, false]);
    await origins.remove(slug, partner, 'cli');
    await origins.remove(slug, partner, 'cli');
    expect([await origins.allows(partner, slug), await origins.list(slug)]).toEqual([false, []]);
    const details = { petition: slug, origin: partner };
    expect(await audited()).toEqual([
      { action: 'embed.origin_added', details },
      { action: 'embed.origin_removed', details },
    ]);
  });

  it('are fifty at most, and one too many leaves no trace', async () => {
    for (let n = 0; n < 50; n++) await origins.add(slug, `https://w${n}.example.org`, 'cli');
    const before = (await audited()).length;
    await expect(origins.add(slug, partner, 'cli')).rejects.toMatchObject({ code: 'embed.too_many_origins' });
    expect([(await origins.list(slug)).length, (await audited()).length]).toEqual([50, before]);
  });

  it('are exact: the database itself takes no wildcard, no path and nothing that could end a header', async () => {
    const [{ id }] = (await ask<{ id: string }>(world.url, `select id from petition where slug = $1`, [slug])) as [
      { id: string },
    ];
    for (const origin of [
      '*',
      'null',
      'https://*.example.org',
      'https://example.org/',
      'http://example.org',
      "https://a.org; script-src 'none'",
      'https://a.org\n',
    ])
      await expect(
        ask(world.url, `insert into petition_origin values ($1, $2, 'cli', now())`, [id, origin]),
      ).rejects.toMatchObject({
        code: '23514',
      });
  });
});
