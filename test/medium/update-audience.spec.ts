import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { newId } from '../../src/platform/ids.js';
import { PetitionsService } from '../../src/petitions/petitions.service.js';
import { SupportersService } from '../../src/supporters/supporters.service.js';
import { audienceShape, type Audience } from '../../src/updates/audience/audience.schema.js';
import { audienceOf } from '../../src/updates/audience/audience.sql.js';
import { Audiences } from '../../src/updates/audience/audiences.service.js';
import { Exclusions } from '../../src/updates/audience/exclusions.service.js';
import { StaffUpdates } from '../../src/updates/writing/staff-updates.service.js';
import { UpdateDrafts } from '../../src/updates/writing/update-drafts.service.js';
import { World } from '../support/world.js';

const moments = [1, 2, 3, 4].map((day) => `2027-02-0${day}T12:00:00.000Z`);
const moment = fc.constantFrom(...moments);
const subset = <Value>(values: readonly Value[]) => fc.subarray([...values]);

const signature = fc.record({
  petition: fc.nat(2),
  country: fc.constantFrom('GB', 'FR'),
  locale: fc.constantFrom('en', 'fr', 'uk'),
  signedAt: moment,
  confirmedAt: fc.option(moment),
  shadowed: fc.boolean(),
  consents: fc.array(fc.record({ purpose: fc.constantFrom('newsletter', 'audit'), given: fc.boolean(), at: moment }), {
    maxLength: 3,
  }),
});
const person = fc.record({
  erased: fc.boolean(),
  signatures: fc.uniqueArray(signature, { selector: ({ petition }) => petition, minLength: 1, maxLength: 3 }),
  letter: fc.option(fc.record({ at: moment, withdrawn: fc.boolean() })),
  mailed: fc.option(fc.record({ at: moment, state: fc.integer({ min: 3, max: 9 }) })),
  excluded: fc.boolean(),
});
type Person = typeof person extends fc.Arbitrary<infer One> ? One : never;

const asked = fc.record({
  petitions: subset([0, 1]),
  countries: subset(['GB', 'FR']),
  languages: subset(['en', 'fr', 'uk']),
  signedSince: fc.option(moment, { nil: undefined }),
  signedBefore: fc.option(moment, { nil: undefined }),
  notMailedSince: fc.option(moment, { nil: undefined }),
  wroteLetter: fc.option(fc.boolean(), { nil: undefined }),
  otherLanguages: fc.constantFrom('english', 'nobody'),
  excluding: fc.boolean(),
  locales: fc.constantFrom<string[]>(['en'], ['en', 'fr'], ['fr']),
  at: moment,
});
type Asked = typeof asked extends fc.Arbitrary<infer One> ? One : never;

/** The rules in plain words: the language each person gets it in, or null. Petition 2 belongs to another campaign. */
function expected({ erased, signatures, letter, mailed, excluded }: Person, ask: Asked): string | null {
  const { locales } = ask;
  if (erased || (ask.excluding && excluded)) return null;
  const wrote = letter !== null && !letter.withdrawn && letter.at <= ask.at;
  if (ask.wroteLetter !== undefined && ask.wroteLetter !== wrote) return null;
  const reached = mailed !== null && [3, 5, 6, 7, 8].includes(mailed.state);
  if (ask.notMailedSince !== undefined && reached && mailed.at >= ask.notMailedSince) return null;
  const fitting = signatures.filter(({ petition, country, locale, signedAt, confirmedAt, shadowed, consents }) => {
    const latest = consents
      .filter(({ purpose, given, at }) => purpose === 'newsletter' && (!given || at <= ask.at))
      .at(-1);
    return (
      petition < 2 &&
      !shadowed &&
      confirmedAt !== null &&
      confirmedAt <= ask.at &&
      latest?.given === true &&
      (ask.petitions.length === 0 || ask.petitions.includes(petition)) &&
      (ask.countries.length === 0 || ask.countries.includes(country)) &&
      (ask.languages.length === 0 || ask.languages.includes(locale)) &&
      (ask.signedSince === undefined || signedAt >= ask.signedSince) &&
      (ask.signedBefore === undefined || signedAt < ask.signedBefore)
    );
  });
  if (fitting.length === 0) return null;
  // Signatures are written in this order, so the last one is the latest.
  const readable = fitting.filter(({ locale }) => locales.includes(locale)).at(-1);
  if (readable) return readable.locale;
  return ask.otherLanguages === 'english' && locales.includes('en') ? 'en' : null;
}

describe('the audience of an update', () => {
  let world: World;
  let petitions: string[];
  let ids: string[];
  let campaignId: string;
  let earlier: string;
  let list: string;
  let number = 0;

  beforeAll(async () => {
    world = await World.create();
    petitions = [await world.openPetition(), await world.openPetition(), await world.openPetition()];
    const { prisma } = world.database;
    campaignId = await world.get(PetitionsService).campaignOf(petitions[0] ?? '');
    const other = newId();
    const texts = { names: { en: 'Other' }, anchorNames: {}, timeZone: 'UTC' };
    await prisma.campaign.create({ data: { id: other, slug: 'other', ...texts } });
    await prisma.petition.update({ where: { slug: petitions[2] ?? '' }, data: { campaignId: other } });
    ids = await Promise.all(petitions.map(async (slug) => world.get(PetitionsService).idOf(slug)));
    earlier = newId();
    const now = world.clock.now();
    await prisma.campaignUpdate.create({
      data: { id: earlier, campaignId, slug: 'earlier', texts: {}, createdAt: now, updatedAt: now },
    });
    await prisma.updateMailing.create({
      data: { updateId: earlier, audience: {}, state: 'sending', plannedBy: 'cli', frozenAt: now, createdAt: now },
    });
    list = newId();
    await prisma.updateExclusionList.create({
      data: { id: list, campaignId, createdBy: 'cli', createdAt: now, readAt: now },
    });
  });
  afterAll(() => world.close());

  async function keep({ erased, signatures, letter, mailed, excluded }: Person): Promise<string> {
    const { prisma } = world.database;
    const id = newId();
    const at = new Date('2027-02-01T00:00:00Z');
    const emailKey = new Uint8Array(world.get(SupportersService).emailKey(`p${number++}@example.org`));
    const email = erased ? null : `p${number}@example.org`;
    await prisma.supporter.create({
      data: { id, emailKey, email, locale: 'en', createdAt: at, mailDay: at, mailCount: 0 },
    });
    for (const { petition, country, locale, signedAt, confirmedAt, shadowed, consents } of signatures) {
      const signatureId = newId();
      await prisma.signature.create({
        data: {
          id: signatureId,
          petitionId: ids[petition] ?? '',
          supporterId: id,
          status: confirmedAt === null ? 'pending' : 'confirmed',
          ...{ givenName: 'Ada', familyName: 'L', country, locale, showName: false },
          signedAt,
          confirmedAt,
          ...(shadowed && { shadowRule: 'fraud_rule', shadowInputs: {}, shadowedAt: at }),
        },
      });
      for (const { purpose, given, at: recordedAt } of consents)
        await prisma.consent.create({
          data: {
            ...{ supporterId: id, subjectId: signatureId, subjectKind: 'signature', purpose, wording: '1', locale },
            ...{ given, method: 'form', recordedAt },
          },
        });
    }
    if (letter)
      await prisma.personalLetter.create({
        data: {
          ...{ id: newId(), campaignId, petitionId: ids[0] ?? '', supporterId: id, iso: 'NO', locale: 'en' },
          status: letter.withdrawn ? 'withdrawn' : 'accepted',
          writtenAt: letter.at,
          confirmedAt: letter.at,
        },
      });
    if (mailed)
      await prisma.updateRecipient.create({
        data: { updateId: earlier, supporterId: id, locale: 'en', state: mailed.state, settledAt: mailed.at },
      });
    if (excluded) await prisma.updateExclusion.create({ data: { listId: list, emailKey } });
    return id;
  }

  it('is what the rules say in plain words, for any sign-ups, consents, withdrawals, erasures and conditions', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(person, { minLength: 1, maxLength: 12 }), asked, async (people, ask) => {
        const { prisma } = world.database;
        await prisma.updateRecipient.deleteMany({});
        await prisma.consent.deleteMany({});
        await prisma.signature.deleteMany({});
        const shown = new Map<string, string>();
        for (const one of people) {
          const id = await keep(one);
          const locale = expected(one, ask);
          if (locale !== null) shown.set(id, locale);
        }
        const { locales, at, excluding, ...conditions } = ask;
        const audience = audienceShape.parse({
          ...conditions,
          petitions: ask.petitions.map((index) => petitions[index]),
          ...(excluding && { excluded: list }),
        });
        const values: string[] = [];
        const bind = (value: string) => `$${values.push(value)}`;
        const text = audienceOf(bind, { campaignId, audience, locales, at: new Date(at) });
        const { rows } = await world.database.pool.query<{ supporter_id: string; locale: string }>(text, values);
        expect(new Map(rows.map((row) => [row.supporter_id, row.locale]))).toEqual(shown);
        expect(rows.length).toBe(shown.size);
      }),
      { numRuns: 60 },
    );
  });

  describe('as staff see it', () => {
    const update = () => world.get(StaffUpdates).of('news');
    const count = async (audience: Partial<Audience> = {}) => world.get(Audiences).count(await update(), audience);
    const excluding = (text: string | Buffer) =>
      world.get(Exclusions).take(campaignId, Readable.from([Buffer.from(text)]), 'cli');
    const ask = (email: string, details: Record<string, unknown>) =>
      world.confirms(petitions[0] ?? '', email, {
        consents: [{ purpose: 'newsletter', wording: '1' }],
        ...details,
      });

    beforeAll(async () => {
      const { prisma } = world.database;
      await prisma.updateRecipient.deleteMany({});
      await prisma.consent.deleteMany({});
      await prisma.signature.deleteMany({});
      await world.get(UpdateDrafts).create(campaignId, { slug: 'news', title: 'News', petition: '' }, 'cli');
      await ask('ann@example.org', { country: 'FR', locale: 'fr' });
      await ask('ben@example.org', { country: 'GB', locale: 'en' });
      await ask('cleo@example.org', { country: 'GB', locale: 'en' });
      await world.confirms(petitions[0] ?? '', 'silent@example.org');
    });

    it('is counted by language and country, and compared with the one before', async () => {
      const { prisma } = world.database;
      expect(await count()).toEqual({
        total: 3,
        byLanguage: [{ key: 'en', n: 3 }],
        byCountry: [
          { key: 'GB', n: 2 },
          { key: 'FR', n: 1 },
        ],
        difference: null,
      });
      const ann = await prisma.supporter.findFirstOrThrow({ where: { email: 'ann@example.org' } });
      const gone = await prisma.supporter.findFirstOrThrow({ where: { email: 'silent@example.org' } });
      for (const { id } of [ann, gone])
        await prisma.updateRecipient.create({ data: { updateId: earlier, supporterId: id, locale: 'en' } });
      expect((await count()).difference).toEqual({ update: 'earlier', added: 2, gone: 1 });
      expect((await count({ otherLanguages: 'nobody' })).total).toBe(2);
    });

    it('shows five people without their whole address, and keeps on record who looked', async () => {
      const shown = await world.get(Audiences).sample(await update(), {}, 'staff:1');
      expect(shown.map(({ address }) => address).sort()).toEqual([
        'a…@example.org',
        'b…@example.org',
        'c…@example.org',
      ]);
      const entry = await world.database.prisma.auditEntry.findFirst({ orderBy: { id: 'desc' } });
      expect(entry).toMatchObject({ actor: 'staff:1', action: 'update.audience_sampled' });
      expect(JSON.stringify(entry?.details)).not.toContain('example.org');
    });

    it('leaves out the people of a file, however their addresses are written, and keeps no address', async () => {
      const id = await excluding('email,name\r\n"Ben@Example.org",Ben\r\nAnn <ann@example.org>\r\nnobody\r\n');
      const [kept] = await world.get(Exclusions).list(campaignId);
      expect(kept).toMatchObject({ id, rows: 2, badRows: 1 });
      expect((await count({ excluded: id })).total).toBe(1);
    });

    it.each([
      ['an empty file', ''],
      ['a file without addresses', 'name\nAnn\nBen\n'],
      ['a workbook', 'PK\u0003\u0004 ann@example.org'],
      ['a page', '<html>ann@example.org</html>'],
      ['UTF-16', Buffer.from('ann@example.org', 'utf16le')],
      ['one endless row', 'x'.repeat(20_000)],
    ])('refuses %s, and keeps nothing of it', async (_, file) => {
      const before = await world.database.prisma.updateExclusionList.count();
      await expect(excluding(file)).rejects.toMatchObject({ code: 'update.exclusion_file' });
      expect(await world.database.prisma.updateExclusionList.count()).toBe(before);
    });

    it('keeps nothing of a file that cannot be used after thousands of rows that could', async () => {
      const { prisma } = world.database;
      const before = [await prisma.updateExclusionList.count(), await prisma.updateExclusion.count()];
      const good = Array.from({ length: 12_000 }, (_, n) => `person${n}@example.org\n`).join('');
      await expect(excluding(`${good}${'x'.repeat(20_000)}`)).rejects.toMatchObject({ code: 'update.exclusion_file' });
      expect([await prisma.updateExclusionList.count(), await prisma.updateExclusion.count()]).toEqual(before);
      const id = await excluding(good);
      expect(await prisma.updateExclusion.count({ where: { listId: id } })).toBe(12_000);
    });

    it('says what of it the campaign does not have', async () => {
      const fails = { petitions: [petitions[2] ?? ''], excluded: newId() };
      await expect(count(fails)).rejects.toMatchObject({
        faults: [{ code: 'petition.not_found' }, { code: 'update.exclusion_unknown' }],
      });
      const span = { signedSince: moments[2] ?? '', signedBefore: moments[1] ?? '' };
      await expect(count(span)).rejects.toMatchObject({ faults: [{ code: 'update.span_empty' }] });
    });

    it('takes a file in which a row is cut between two pieces', async () => {
      const pieces = ['ann@exam', 'ple.org\nben@example.org'].map((text) => Buffer.from(text));
      const id = await world.get(Exclusions).take(campaignId, Readable.from(pieces), 'cli');
      expect((await count({ excluded: id })).total).toBe(1);
    });
  });
});
