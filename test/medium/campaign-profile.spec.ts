import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConsentsService } from '../../src/supporters/consents.service.js';
import { consentTexts } from '../../src/supporters/consents.texts.js';
import { PetitionsService } from '../../src/petitions/petitions.service.js';
import { profileForm, requiredFacts, type ProfileFacts } from '../../src/campaigns/profile.schema.js';
import { ProfileService } from '../../src/campaigns/profile.service.js';
import { PrivacyNotices } from '../../src/privacy/notice/privacy-notices.service.js';
import { validate } from '../../src/platform/http/validation.js';
import { World } from '../support/world.js';

const complete: Record<string, string> = {
  organisation: 'Example Association',
  address: '1 Example Street\n12345 Example Town',
  country: 'DE',
  representative: 'Ada Example, chair',
  email: 'hello@example.org',
  privacyContact: 'The data protection team, privacy@example.org',
  supervisoryAuthority: 'Example Authority',
  hosting: 'Example Hosting, Germany',
  mailProvider: 'our own server',
  backupDays: '30',
  funding_en: 'Donations of our members.',
  signatory: 'Ada Example',
  signatoryTitle: 'Chair',
};

describe('the profile of a campaign', () => {
  let world: World;
  let campaignId: string;
  const save = async (input: Record<string, string>, revision: number) => {
    const { facts } = await validate(profileForm, input);
    await world.get(ProfileService).save(campaignId, revision, facts, 'staff:1');
  };
  const wordingNow = async (): Promise<string> => {
    const { consents } = await world.get(PetitionsService).getPublic('reconsider', 'en');
    return consents.find(({ purpose }) => purpose === 'signature')?.wording ?? '';
  };

  beforeAll(async () => {
    world = await World.create();
    await world.loadsCampaign();
    ({ campaignId } = await world.get(ProfileService).ofSite());
  });
  afterAll(() => world.close());

  it('names everything that is missing until it is entered', async () => {
    const missing = (await world.get(ProfileService).missing()) ?? '';
    for (const name of Object.values(requiredFacts)) expect(missing).toContain(name);
  });

  it('keeps the wording without a controller until one is entered, then names it in every language', async () => {
    const unnamed = await wordingNow();
    await save(complete, 0);
    expect(await world.get(ProfileService).missing()).toBeNull();
    const wording = await wordingNow();
    expect(wording).toMatch(/^2026-12\.[0-9a-f]{8}$/);
    expect(wording).not.toBe(unnamed);
    const rows = await world.database.prisma.consentWording.findMany({ where: { wording, purpose: 'signature' } });
    expect(rows.length).toBeGreaterThanOrEqual(6);
    for (const { text } of rows) expect(text).toContain('Example Association (');
    expect(rows.find(({ locale }) => locale === 'fr')?.text).toContain('Example Association (Allemagne)');
  });

  it('lets another controller make another wording, and leaves what was agreed to as it was', async () => {
    const before = await wordingNow();
    await world.fillsIn('reconsider', 'ada@example.org', { consents: [{ purpose: 'signature', wording: before }] });
    await save({ ...complete, organisation: 'Another Association' }, 1);
    world.clock.advance(2_000);
    expect(await wordingNow()).not.toBe(before);
    const key = { purpose: 'signature', wording: before };
    const texts = await world.get(ConsentsService).textsIn('en', [key]);
    expect(texts.get(`signature:${before}`)).toContain('Example Association (Germany)');
  });

  it.each(['2026-11', '2026-12'])(
    'accepts %s from a form that still shows it, and records it as given',
    async (wording) => {
      const email = `form-${wording}@example.org`;
      await world.fillsIn('reconsider', email, { consents: [{ purpose: 'signature', wording }] });
      const { id } = await world.signatureOf('reconsider', email);
      const given = await world.database.prisma.consent.findMany({ where: { subjectId: id } });
      expect(given.map((consent) => consent.wording)).toEqual([wording]);
    },
  );

  it('accepts the wording of a form that was open while the controller changed', async () => {
    const rows = await world.database.prisma.consentWording.findMany({ where: { purpose: 'signature', locale: 'en' } });
    const earlier = rows.find(({ text }) => text.includes('Example Association'))?.wording ?? '';
    expect(await wordingNow()).not.toBe(earlier);
    const consents = [{ purpose: 'signature', wording: earlier }];
    await world.fillsIn('reconsider', 'open@example.org', { consents });
  });

  it('makes another wording of another word or one more language, with the rights of the process that serves', async () => {
    const service = world.get(ConsentsService);
    const said = (text: string) => ({ purpose: 'newsletter', wording: 'test.1', texts: { en: text } });
    await service.ensureWordings([said('First')]);
    await service.ensureWordings([said('Second')]);
    const texts = await service.textsIn('en', [{ purpose: 'newsletter', wording: 'test.1' }]);
    expect(texts.get('newsletter:test.1')).toBe('First');
  });

  it('refuses a wording that names a controller who is not', async () => {
    const consents = [{ purpose: 'signature', wording: '2026-12.00000000' }];
    await expect(world.fillsIn('reconsider', 'no@example.org', { consents })).rejects.toMatchObject({
      faults: [{ pointer: '/consents/0', code: 'consent.unknown_wording' }],
    });
  });

  it('refuses what somebody else has changed meanwhile, also at the first entry', async () => {
    for (const revision of [0, 1])
      await expect(save({ ...complete, telephone: '1' }, revision)).rejects.toMatchObject({
        code: 'campaign.profile_changed',
      });
  });

  it('puts the names of what changed into the audit log, and no value', async () => {
    await save({ ...complete, representative: 'Bea Example, chair' }, 2);
    const [entry] = await world.database.prisma.auditEntry.findMany({
      where: { action: 'campaign.profile_saved' },
      orderBy: { id: 'desc' },
      take: 1,
    });
    expect(entry?.details).toEqual({ changed: 'organisation, representative' });
  });

  it.each([
    ['country', 'XX', 'country.unknown'],
    ['email', 'nobody', 'email.invalid'],
    ['backupDays', 'many', undefined],
    ['backupDays', '0', undefined],
    ['organisation', 'x'.repeat(201), 'field.too_long'],
  ])('refuses the %s %j beside its field', async (field, value, code) => {
    await expect(validate(profileForm, { ...complete, [field]: value })).rejects.toMatchObject({
      faults: [{ pointer: `/${field}`, ...(code !== undefined && { code }) }],
    });
  });

  it('is named in no text where it is not known', () => {
    const { offers, letter } = consentTexts(null);
    for (const { texts } of [...Object.values(offers), letter])
      for (const text of Object.values(texts)) expect(text).not.toMatch(/undefined|null|\(\)/);
  });
});

describe('the privacy notice', () => {
  let world: World;
  let of: string;
  const facts = async (input: Record<string, string>): Promise<ProfileFacts> =>
    (await validate(profileForm, input)).facts;
  const wholeText = async (number: number | null, locale = 'en'): Promise<string> =>
    JSON.stringify((await world.get(PrivacyNotices).get(of, number, locale)).document);

  beforeAll(async () => {
    world = await World.create();
    await world.loadsCampaign();
    of = (await world.get(ProfileService).ofSite()).campaignId;
    await world.get(PrivacyNotices).renew();
  });
  afterAll(() => world.close());

  it('is a version of its own only when something in it has changed', async () => {
    await Promise.all([1, 2, 3].map(() => world.get(PrivacyNotices).renew()));
    expect((await world.get(PrivacyNotices).list(of)).map(({ number }) => number)).toEqual([1]);
  });

  it('keeps the version that was shown before', async () => {
    const { campaignId } = await world.get(ProfileService).ofSite();
    await world.get(ProfileService).save(campaignId, 0, await facts(complete), 'staff:1');
    world.clock.advance(60_000);
    await world.get(PrivacyNotices).renew();
    expect(await wholeText(null)).toContain('Example Association');
    expect(await wholeText(1)).not.toContain('Example Association');
    const first = await world.get(PrivacyNotices).get(of, 1, 'en');
    expect(first.replacedAt).toEqual(world.clock.now());
    await expect(world.get(PrivacyNotices).get(of, 3, 'en')).rejects.toMatchObject({
      code: 'privacy_notice.not_found',
    });
  });

  it('names the controller, the processors, the authority and the periods of the rules in force', async () => {
    const text = await wholeText(null);
    for (const said of [
      'Example Hosting',
      'our own server',
      'Example Authority',
      '14 days',
      '730 days',
      '30 days',
      '24 hours',
    ])
      expect(text).toContain(said);
  });

  it('is of the latest settings, however close two changes are', async () => {
    const profiles = world.get(ProfileService);
    for (let round = 0; round < 8; round++) {
      const { campaignId, revision } = await profiles.ofSite();
      const save = async (n: number, representative: string) =>
        profiles.save(campaignId, revision + n, await facts({ ...complete, representative }), 'staff:1');
      await save(0, `Ada ${round}`);
      const first = world.get(PrivacyNotices).renew();
      await save(1, `Bea ${round}`);
      await Promise.all([first, world.get(PrivacyNotices).renew()]);
      expect(await wholeText(null)).toContain(`Bea ${round}`);
    }
  });

  it('is never changed', async () => {
    await expect(world.database.prisma.privacyNotice.updateMany({ data: { hash: '' } })).rejects.toThrow();
    await expect(world.database.prisma.privacyNotice.deleteMany()).rejects.toThrow();
  });
});
