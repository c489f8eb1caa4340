import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ExportService } from '../../src/lists/export.service.js';
import { exportQuery } from '../../src/lists/export.schema.js';
import { OwnDataService } from '../../src/privacy/own-data.service.js';
import { validate } from '../../src/platform/http/validation.js';
import { Tokens } from '../../src/platform/tokens.js';
import { TreatiesReference } from '../../src/treaties/treaties.reference.js';
import { World } from '../support/world.js';

const asking = [
  { purpose: 'show-name' },
  { purpose: 'government', recipients: 'states' as const },
  { purpose: 'partner', recipients: [{ key: 'friends', name: 'Friends' }] },
];
const government = (recipient: string) => ({ purpose: 'government', wording: '1', recipient });

describe('consents', () => {
  let world: World;
  let petition: string;

  const records = async (email: string) => {
    const { id } = await world.signatureOf(petition, email);
    const rows = await world.database.prisma.consent.findMany({ where: { subjectId: id }, orderBy: { id: 'asc' } });
    return rows.map(({ purpose, recipient, given, method, page }) => [`${purpose}/${recipient}`, given, method, page]);
  };
  const list = async (query: Record<string, string>) => {
    const order = await validate(exportQuery, { format: 'ndjson', ...query });
    const { stream } = await world.get(ExportService).start({ petitionSlug: petition, order, actor: 'cli' });
    const text = (await stream.toArray()).join('');
    return text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, string>);
  };
  const names = async (query: Record<string, string>) => (await list(query)).map(({ given_name }) => given_name);
  /** The person's own page, and their signature. */
  const own = async (email: string) => {
    const { id, supporterId } = await world.signatureOf(petition, email);
    const token = world.get(Tokens).issue('my-data', supporterId, new Date(world.clock.now().getTime() + 3_600_000));
    return { id, token, ownData: world.get(OwnDataService) };
  };

  beforeAll(async () => {
    world = await World.create();
    await world.get(TreatiesReference).load();
    petition = await world.openPetition({}, asking);
  });
  afterAll(() => world.close());

  it('are offered with those they may name, and not for anybody else', async () => {
    const offers = new Map(
      (await world.figuresOf(petition)).consents.map(({ purpose, recipients }) => [purpose, recipients]),
    );
    expect(offers.get('signature')).toBeUndefined();
    expect(offers.get('partner')).toEqual(['friends']);
    expect(offers.get('government')).toHaveLength(164);
    // Not a party to either convention
    expect(offers.get('government')).not.toContain('US');
    for (const consent of [
      government('US'),
      { purpose: 'government', wording: '1' },
      { purpose: 'newsletter', wording: '1', recipient: 'DE' },
    ])
      await expect(world.fillsIn(petition, 'no@example.org', { consents: [consent] })).rejects.toMatchObject({
        faults: [{ pointer: '/consents/0', code: 'consent.unknown_recipient' }],
      });
  });

  it('keep purpose, recipient, method and page of every act; showing the name is one of them', async () => {
    const email = 'ada@example.org';
    await world.fillsIn(
      petition,
      email,
      { showName: true, consents: [government('DE')] },
      { method: 'form', page: `/petitions/${petition}` },
    );
    await world.fillsIn(petition, email, { consents: [government('FR')] });
    expect(await records(email)).toEqual([
      ['government/DE', true, 'form', `/petitions/${petition}`],
      ['show-name/', true, 'form', `/petitions/${petition}`],
      ['government/FR', true, 'api', null],
      ['government/DE', false, 'api', null],
      ['show-name/', false, 'api', null],
    ]);
    expect((await world.signatureOf(petition, email)).showName).toBe(false);
  });

  it('bring names and countries to the government that was ticked, and to no other', async () => {
    await world.confirms(petition, 'grace@example.org', {
      givenName: 'Grace',
      country: 'IE',
      consents: [government('NO'), government('SE')],
    });
    await world.confirms(petition, 'alan@example.org', { givenName: 'Alan', consents: [government('NO')] });
    await world.fillsIn(petition, 'waiting@example.org', { givenName: 'Waiting', consents: [government('NO')] });
    expect(await list({ preset: 'delivery', recipient: 'SE' })).toEqual([
      { given_name: 'Grace', family_name: 'Lovelace', country: 'IE' },
    ]);
    expect(await names({ preset: 'delivery', recipient: 'NO' })).toEqual(['Grace', 'Alan']);
    expect(await names({ preset: 'delivery', recipient: 'CH' })).toEqual([]);
    expect(await names({ preset: 'partner', recipient: 'friends' })).toEqual([]);
  });

  it('are given and withdrawn on the own page as easily as on the form', async () => {
    const email = 'emmy@example.org';
    await world.confirms(petition, email, {
      givenName: 'Emmy',
      consents: [government('BE'), { purpose: 'newsletter', wording: '1' }],
    });
    const { id, token, ownData } = await own(email);
    await ownData.setConsents(token, id, ['partner/friends'], 'fr');
    expect((await records(email)).slice(2).sort()).toEqual([
      ['government/BE', false, 'my_data', '/me'],
      ['newsletter/', false, 'my_data', '/me'],
      ['partner/friends', true, 'my_data', '/me'],
    ]);
    expect(await names({ preset: 'delivery', recipient: 'BE' })).toEqual([]);
    expect(await list({ preset: 'partner', recipient: 'friends' })).toMatchObject([{ given_name: 'Emmy', email }]);
  });

  it('record a change of "show my name" on the own page', async () => {
    const email = 'hedy@example.org';
    await world.confirms(petition, email, { showName: true });
    const { id, token, ownData } = await own(email);
    const same = { givenName: 'Hedy', familyName: 'L', country: 'AT', postalCode: undefined, comment: undefined };
    await ownData.correct(token, id, { ...same, showName: true }, 'en');
    await ownData.correct(token, id, { ...same, showName: false }, 'en');
    expect(await records(email)).toEqual([
      ['show-name/', true, 'api', null],
      ['show-name/', false, 'my_data', '/me'],
    ]);
  });

  it('end for the newsletter with one click on "unsubscribe", under every signature', async () => {
    const other = await world.openPetition();
    const email = 'noether@example.org';
    const newsletter = { givenName: 'N', consents: [{ purpose: 'newsletter', wording: '1' }] };
    await world.confirms(other, email, newsletter);
    await world.confirms(petition, email, newsletter);
    expect(await names({ preset: 'newsletter', columns: 'given_name' })).toEqual(['N']);
    await world.unsubscribes((await world.tokensOf(other, email)).unsubscribe);
    await world.unsubscribes((await world.tokensOf(other, email)).unsubscribe);
    expect(await names({ preset: 'newsletter', columns: 'given_name' })).toEqual([]);
    expect((await records(email)).slice(1)).toEqual([['newsletter/', false, 'unsubscribe_link', '/u']]);
  });

  it('have wordings that nobody can change', async () => {
    await expect(world.database.prisma.consentWording.updateMany({ data: { text: 'other' } })).rejects.toThrow();
  });
});
