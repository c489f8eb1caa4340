import { CampaignTextsService } from '../../src/campaigns/campaign-texts.service.js';
import { CampaignsService } from '../../src/campaigns/campaigns.service.js';
import { markClaimUsesJob } from '../../src/claims/claims.jobs.js';
import { ClaimsReference } from '../../src/claims/claims.reference.js';
import { ClaimsService } from '../../src/claims/claims.service.js';
import { days } from '../../src/platform/clock.js';
import { referenceTexts } from '../../src/platform/texts/reference-texts.js';
import { locales } from '../../src/platform/http/locale.js';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import { PetitionsService } from '../../src/petitions/petitions.service.js';
import { ask } from '../support/whole-database.js';
import { FakeClock } from '../support/fakes.js';
import { World } from '../support/world.js';

const check = {
  verdict: 'true' as const,
  correctFact: 'Checked.',
  expiresOn: '2027-12-01',
  note: '',
  en: '',
  fr: '',
  es: '',
  uk: '',
};
const form = (slug: string, body: string) => ({
  slug,
  demand: null,
  ...(Object.fromEntries(
    locales.flatMap((locale) => [
      [`title_${locale}`, 'A title'],
      [`body_${locale}`, body],
    ]),
  ) as Record<`${'title' | 'body'}_${(typeof locales)[number]}`, string>),
});

describe('the register of claims', () => {
  let world: World;
  let claims: ClaimsService;
  let texts: CampaignTextsService;
  beforeEach(async () => {
    world = await World.create({}, new FakeClock(new Date('2026-11-24T12:00:00Z')));
    await world.get(ClaimsReference).load();
    await world.loadsCampaign();
    claims = world.get(ClaimsService);
    texts = world.get(CampaignTextsService);
  });
  afterEach(() => world.close());

  it('contains all researched claims, each with verdict, source and expiry', async () => {
    const all = await claims.list();
    expect(all.length).toBeGreaterThanOrEqual(32);
    expect(
      all.filter(({ sources, expiresOn, lastCheckedOn }) => sources.length === 0 || expiresOn <= lastCheckedOn),
    ).toEqual([]);
  });

  it('lets only true and corrected claims with a wording into public, in each language', async () => {
    for (const locale of locales) {
      const facts = await claims.facts(locale);
      expect(facts.map(({ key }) => key)).toEqual(expect.arrayContaining(['C12', 'C15', 'C28', 'APMBC-20']));
      expect(
        facts.filter(({ key }) => ['C01', 'C03', 'C04', 'C06', 'C09', 'C11', 'C17', 'C20', 'C22', 'C23'].includes(key)),
      ).toEqual([]);
    }
  });

  it('keeps showing refused claims to staff, with the reason', async () => {
    const of = async (key: string) => (await claims.get(key)).obstacle;
    expect(await Promise.all(['C06', 'C04', 'C22', 'C12'].map(of))).toEqual(['refused', 'opinion', 'no_wording', null]);
  });

  it('finds every marker of the bundled texts usable today and on 4 April 2027', async () => {
    const reference = ['campaign', 'plan'].map((name) => JSON.stringify([...referenceTexts(name).values()])).join();
    const markers = [
      ...new Set([...reference.matchAll(/\[([A-Z][A-Z0-9]*(?:-[A-Z0-9]+)*)\]/g)].map(([, key = '']) => key)),
    ];
    expect(markers.length).toBeGreaterThan(15);
    expect(await claims.obstaclesTo(markers)).toEqual([]);
    world.clock.advance(Date.parse('2027-04-04T12:00:00Z') - world.clock.now().getTime());
    expect(await claims.obstaclesTo(markers)).toEqual([]);
  });

  it('refuses a text with a refused, unknown or expired claim, naming each, and writes nothing', async () => {
    await expect(
      texts.save('reconsider', form('bad', 'Half of all. [C06] And more. [C99]'), 'staff:a'),
    ).rejects.toMatchObject({
      code: 'claim.not_usable',
      problems: [
        { key: 'C06', obstacle: 'refused' },
        { key: 'C99', obstacle: 'unknown' },
      ],
    });
    world.clock.advance(days(400));
    await expect(texts.save('reconsider', form('late', 'Fourteen. [C12]'), 'staff:a')).rejects.toMatchObject({
      problems: [{ key: 'C12', obstacle: 'expired' }],
    });
    expect((await texts.list(await world.get(CampaignsService).idOf('reconsider'))).map(({ slug }) => slug)).toEqual([
      'four-april',
    ]);
  });

  it('refuses to publish a text whose claim was retired after it was written', async () => {
    await texts.save('reconsider', form('fine', 'Fourteen. [C12]'), 'staff:a');
    await claims.retire('C12', 'A border has moved.', 'staff:b');
    await expect(texts.publishNow('fine', 'staff:a')).rejects.toMatchObject({ code: 'claim.not_usable' });
    expect((await texts.get('fine')).status).toBe('draft');
  });

  it('marks every text that uses a retired claim, for staff and in the petition’s own list of sources', async () => {
    await claims.retire('C28', 'A sixth State has left.', 'staff:b');
    const { uses } = await claims.get('C28');
    expect(uses.map(({ kind, place, locale, markedFor }) => [kind, place, locale, markedFor].join(' ')).sort()).toEqual(
      ['campaign_text four-april', 'petition reconsider'].flatMap((text) =>
        [...locales].sort().map((locale) => `${text} ${locale} retired`),
      ),
    );
    const { sources } = await world.get(PetitionsService).getPage('reconsider', 'fr');
    expect(sources.filter(({ retiredOn }) => retiredOn !== null).map(({ key, retiredOn }) => [key, retiredOn])).toEqual(
      [['C28', '2026-11-24']],
    );
    await expect(claims.retire('C28', 'Again.', 'staff:b')).rejects.toMatchObject({ code: 'claim.retired' });
  });

  it('marks uses of expired claims every night, and takes the mark off when a person has checked the claim again', async () => {
    world.clock.advance(days(200));
    await world.get(Jobs).add(world.database.prisma, markClaimUsesJob, {});
    await world.get(Jobs).runDue();
    const marked = async () => (await claims.get('C12')).uses.filter(({ markedFor }) => markedFor === 'expired').length;
    // The petition says it in every language.
    expect(await marked()).toBe(locales.length);
    await claims.check('C12', { ...check, verdict: 'true' }, 'staff:b');
    expect(await marked()).toBe(0);
    expect(await claims.get('C12')).toMatchObject({ reviewer: 'staff:b', lastCheckedOn: '2027-06-12', obstacle: null });
  });

  it('lists what expires next, the most urgent first', async () => {
    expect(await claims.reviewQueue()).toEqual([]);
    world.clock.advance(days(60));
    const queue = await claims.reviewQueue();
    expect(queue.map(({ key }) => key)).toEqual(expect.arrayContaining(['C02', 'C05']));
    expect(queue.map(({ expiresOn }) => expiresOn)).toEqual(queue.map(({ expiresOn }) => expiresOn).toSorted());
  });

  it('keeps every check; the database lets nobody change one', async () => {
    await claims.check('C12', check, 'staff:b');
    await claims.check('C12', { ...check, correctFact: 'Fourteen still.' }, 'staff:c');
    expect((await claims.get('C12')).reviews.map(({ decision, reviewedBy }) => [decision, reviewedBy])).toEqual([
      ['corrected', 'staff:c'],
      ['corrected', 'staff:b'],
    ]);
    for (const statement of ["update claim_review set note = 'x'", 'delete from claim_review', 'truncate claim_review'])
      await expect(ask(world.url, statement)).rejects.toThrow('append-only');
  });

  it('never overwrites at a later start what staff have checked', async () => {
    await claims.check('C12', { ...check, correctFact: 'Our own words.' }, 'staff:b');
    await world.get(ClaimsReference).load();
    expect((await claims.get('C12')).correctFact).toBe('Our own words.');
  });
});
