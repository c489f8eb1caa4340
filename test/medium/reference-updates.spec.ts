import { ClaimsReference } from '../../src/claims/claims.reference.js';
import { ClaimsService } from '../../src/claims/claims.service.js';
import { MinistriesReference } from '../../src/ministries/ministries.reference.js';
import { MinistriesService } from '../../src/ministries/ministries.service.js';
import { Database } from '../../src/platform/database/database.js';
import { TreatiesReference } from '../../src/treaties/treaties.reference.js';
import { World } from '../support/world.js';

/** An installation as an earlier release left it, started by this one. */
describe('a newer release', () => {
  let world: World;
  let prisma: Database['prisma'];
  beforeEach(async () => {
    world = await World.create();
    prisma = world.get(Database).prisma;
    await loadAll();
  });
  afterEach(() => world.close());

  async function loadAll(): Promise<void> {
    await world.loadsCampaign();
    await world.get(TreatiesReference).load();
    await world.get(ClaimsReference).load();
    await world.get(MinistriesReference).load();
  }
  const petitionText = () =>
    prisma.petitionText.findFirstOrThrow({ where: { locale: 'en', petition: { slug: 'reconsider' } } });
  const letterTexts = (audience: string) =>
    prisma.letterTemplate.findMany({
      where: { locale: 'en', convention: 'APMBC', audience },
      orderBy: { version: 'asc' },
    });
  const old = { sections: [], ask: ['We do not ask Ukraine.'] };

  it('brings names of States, claims, ministries and the text of a petition that nobody has signed', async () => {
    await prisma.state.update({
      where: { iso: 'NR' },
      data: { names: { en: 'Nauru', fr: 'Nauru', es: 'Nauru', uk: 'Науру' } },
    });
    await prisma.claim.update({ where: { key: 'C32' }, data: { correctFact: 'Bound, if at all, by other law.' } });
    await prisma.claimText.update({
      where: { claimKey_locale: { claimKey: 'C32', locale: 'en' } },
      data: { text: 'Bound, if at all.' },
    });
    await prisma.claimSource.updateMany({ where: { claimKey: 'C24' }, data: { title: 'A newspaper' } });
    await prisma.petitionText.updateMany({ data: old });
    await loadAll();
    expect(await prisma.state.findUniqueOrThrow({ where: { iso: 'NR' } })).toMatchObject({
      names: { en: 'Naoero', uk: 'Наоеро' },
    });
    expect((await world.get(ClaimsService).get('C32')).texts.en).toContain('both are bound by Amended Protocol II');
    expect((await world.get(ClaimsService).get('C24')).sources[0]).toMatchObject({
      url: 'https://undocs.org/A/RES/60/97',
    });
    expect((await petitionText()).ask[0]).toContain('We ask Ukraine to announce');
  });

  it('leaves a petition that was signed as it was shown', async () => {
    await prisma.petitionText.updateMany({ data: old });
    await world.confirms('reconsider', 'signer@example.org');
    await loadAll();
    expect((await petitionText()).ask).toEqual(old.ask);
  });

  it('leaves a petition alone that staff have moved to another address, and makes no second one', async () => {
    await prisma.petition.update({ where: { slug: 'reconsider' }, data: { slug: 'moved' } });
    await loadAll();
    expect(await prisma.petition.findMany({ select: { slug: true } })).toEqual([{ slug: 'moved' }]);
  });

  it('leaves the plan to the staff, and adds demands and languages that are missing', async () => {
    await prisma.milestone.deleteMany({ where: { key: { not: 'report' } } });
    await prisma.campaign.update({ where: { slug: 'reconsider' }, data: { names: { en: 'Ours' } } });
    await loadAll();
    expect(await prisma.milestone.count()).toBe(1);
    const { names } = await prisma.campaign.findUniqueOrThrow({ where: { slug: 'reconsider' } });
    expect(names).toMatchObject({ en: 'Ours', uk: 'Переглянути участь' });
  });

  it('leaves a claim that somebody has checked, and a fact about a ministry that somebody has entered', async () => {
    const checked = {
      verdict: 'true',
      correctFact: 'Ours.',
      expiresOn: '2099-01-01',
      note: '',
      fr: '',
      es: '',
      uk: '',
    } as const;
    await world.get(ClaimsService).check('C32', { ...checked, en: 'Our own wording.' }, 'staff:ada');
    const city = { field: 'city', value: 'Malabo', source: 'its own site', confidence: 'high' } as const;
    await world.get(MinistriesService).enter('GQ', city, 'staff:ada');
    await loadAll();
    expect((await world.get(ClaimsService).get('C32')).texts.en).toBe('Our own wording.');
    expect((await world.get(MinistriesService).factsOf('GQ')).city?.value).toBe('Malabo');
    expect((await world.get(MinistriesService).factsOf('NR')).city?.value).toBe('Yaren District');
  });

  it('brings letter texts as a new version, once, also when two processes start, and leaves a text of staff alone', async () => {
    // Texts are kept as they were used; an earlier release is made by writing its version down.
    const [current] = await letterTexts('ask');
    if (!current) throw new Error('There is no text.');
    await prisma.letterTemplate.update({ where: { id: current.id }, data: { status: 'retired' } });
    await prisma.letterTemplate.create({
      data: { ...current, id: crypto.randomUUID(), version: 2, body: 'An earlier text. [C07]' },
    });
    const [thanks] = await letterTexts('thanks');
    if (!thanks) throw new Error('There is no text.');
    await prisma.letterTemplate.create({
      data: { ...thanks, id: crypto.randomUUID(), version: 2, status: 'draft', author: 'staff:ada', body: 'Ours.' },
    });
    const other = await world.beside();
    await Promise.all([world, other].map((one) => one.loadsCampaign()));
    expect(
      (await letterTexts('ask')).map(({ version, status, body }) => [version, status, body === current.body]),
    ).toEqual([
      [1, 'retired', true],
      [2, 'retired', false],
      [3, 'approved', true],
    ]);
    expect((await letterTexts('thanks')).map(({ version, status }) => [version, status])).toEqual([
      [1, 'approved'],
      [2, 'draft'],
    ]);
  });
});
