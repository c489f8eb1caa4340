import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import sharp from 'sharp';
import { CampaignFiles } from '../../src/campaign-files/campaign-files.service.js';
import { campaignFile, type CampaignFile } from '../../src/campaign-files/campaign-file.schema.js';
import { CampaignManagement } from '../../src/campaigns/campaign-management.service.js';
import { encodePicture, type EncodedPicture } from '../../src/campaigns/pictures/encode-picture.js';
import { ClaimsReference } from '../../src/claims/claims.reference.js';
import { withTexts } from '../../src/platform/texts/reference-texts.js';
import '../support/seed.js';
import { World } from '../support/world.js';

const actor = 'staff:a';

/** Texts as people may write them, in any script. */
const words = (max: number) =>
  fc
    .oneof(
      fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }),
      fc.constantFrom(
        'Відкрийте архів',
        'افتحوا الأرشيف',
        'L’archive « ouverte »',
        '<script>alert(1)</script>',
        '[C12] “x”',
      ),
    )
    .map(
      (text) =>
        text
          .slice(0, max)
          .replace(/[\p{Cc}\p{Cs}\p{Cf}]/gu, '')
          .trim() || 'x',
    );
const byLanguage = <Value>(value: fc.Arbitrary<Value>) =>
  fc
    .record({ en: value, fr: fc.option(value, { nil: undefined }), ar: fc.option(value, { nil: undefined }) })
    .map(
      (texts) =>
        Object.fromEntries(Object.entries(texts).filter(([, text]) => text !== undefined)) as Record<string, Value>,
    );
const instant = fc
  .date({ min: new Date('2025-01-01'), max: new Date('2029-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());
const day = instant.map((text) => text.slice(0, 10));
const orNull = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null });
const slugs = (length: number) => Array.from({ length }, (_, n) => `-${n}`);

const petitionText = fc.record({
  title: words(90),
  summary: words(300),
  sections: fc.array(fc.record({ heading: words(100), paragraphs: fc.array(words(500), { maxLength: 2 }) }), {
    maxLength: 2,
  }),
  ask: fc.array(words(200), { maxLength: 2 }),
  shareText: words(100),
});

const partOf = ({ large, small, width, height }: EncodedPicture) => ({
  hash: createHash('sha256').update(large).digest('hex').slice(0, 32),
  ...{ width, height, large: large.toString('base64'), small: small.toString('base64') },
});
type Part = ReturnType<typeof partOf>;
const nameOf = ({ hash, width, height }: Part) => `${hash}-${width}x${height}`;
const plain = (width: number, height: number, alpha: number) =>
  sharp({ create: { width, height, channels: 4, background: { r: 10, g: 90, b: 200, alpha } } });
/** Pictures as uploads are kept, in the order of their names: opaque, transparent, and tall. */
let uploaded: Part[] = [];

/** A campaign with some of everything; short names begin with `#`, which each run replaces. */
const campaigns = fc
  .record({
    names: byLanguage(words(100)),
    anchor: orNull(
      fc.record({
        month: fc.integer({ min: 1, max: 12 }),
        day: fc.integer({ min: 1, max: 28 }),
        names: byLanguage(words(100)),
      }),
    ),
    timeZone: fc.constantFrom('UTC', 'Europe/Kyiv', 'America/New_York'),
    languages: fc.subarray(['en', 'fr', 'es', 'uk', 'de', 'ar']),
    senderName: orNull(words(50)),
    replyTo: orNull(fc.constant('replies@example.org')),
    milestones: fc.array(
      fc.record({ title: words(100), fixedOn: day, offsetDays: fc.integer({ min: -90, max: 90 }) }),
      { maxLength: 3 },
    ),
    texts: fc.array(
      fc.record({
        published: orNull(instant),
        texts: byLanguage(
          fc.record({ title: words(100), paragraphs: fc.array(words(300), { minLength: 1, maxLength: 3 }) }),
        ),
      }),
      { maxLength: 3 },
    ),
    demands: fc.array(
      fc.record({
        draft: fc.boolean(),
        statedOn: day,
        dueOn: orNull(day),
        title: words(100),
        names: byLanguage(words(80)),
      }),
      { maxLength: 3 },
    ),
    petitions: fc.array(
      fc.record({
        published: orNull(instant),
        opensAt: instant,
        closedAt: orNull(instant),
        countries: fc.subarray(['FI', 'FR', 'UA']),
        goalSteps: fc.constantFrom([100], [100, 1000]),
        texts: byLanguage(petitionText),
        draft: orNull(fc.record({ texts: byLanguage(petitionText), reason: orNull(words(100)) })),
        form: fc.constantFrom({}, { familyName: 'off' as const, thanks: { en: 'Thank you' } }),
        changeReason: orNull(words(100)),
        news: fc.array(byLanguage(fc.record({ title: words(100), text: words(300) })), { maxLength: 2 }),
      }),
      { maxLength: 3 },
    ),
    pictures: fc.subarray([0, 1, 2]).map((chosen) => chosen.flatMap((n) => uploaded[n] ?? [])),
    templates: fc.array(fc.record({ locale: fc.constantFrom('en', 'fr'), subject: words(100), body: words(1000) }), {
      maxLength: 1,
    }),
  })
  .map((made): object => ({
    format: 'demarche-campaign',
    version: 1,
    campaign: {
      slug: '#',
      names: made.names,
      anchor: made.anchor,
      timeZone: made.timeZone,
      languages: made.languages,
      senderName: made.senderName,
      replyTo: made.replyTo,
    },
    plan: made.milestones.map(({ title, fixedOn, offsetDays }, n) => ({
      year: 2027,
      key: `milestone-${n}`,
      title,
      offsetDays: made.anchor === null ? null : offsetDays,
      fixedOn: made.anchor === null ? fixedOn : null,
      lastsDays: null,
      repeatsDays: n === 0 ? 7 : null,
      workingDayRule: 'none',
      status: 'planned',
      evidenceUrl: null,
      trigger: n === 1 ? 'open_petition' : 'none',
      triggerTarget: n === 1 ? '#-0' : null,
      demand: n === 0 && made.demands.length > 0 ? '#-0' : null,
      verifyReason: null,
    })),
    texts: made.texts.map(({ published, texts }, n) => ({
      slug: `#${slugs(3)[n]}`,
      status: published === null ? 'draft' : 'published',
      publishedAt: published,
      demand: n === 0 && made.demands.length > 0 ? '#-0' : null,
      texts,
    })),
    demands: made.demands.map(({ draft, statedOn, dueOn, title, names }, n) => ({
      slug: `#${slugs(3)[n]}`,
      status: draft ? 'draft' : 'published',
      addresseeKind: n === 0 ? 'state' : 'institution',
      addresseeCode: n === 0 ? 'UA' : null,
      addresseeNames: n === 0 ? null : names,
      acts: ['announce', 'other'],
      dueOn,
      anchorYear: null,
      basis: ['APMBC-20'],
      letterSection: null,
      sourceNames: null,
      statedOn: draft ? null : statedOn,
      withdrawnOn: null,
      withdrawnReason: null,
      replaces: n === 2 ? '#-0' : null,
      texts: { en: { title, ask: title, reasons: [title], law: [] } },
    })),
    wordings: [{ purpose: 'partner', wording: 'x-1', texts: { en: 'My data may go to the partner.' } }],
    petitions: made.petitions.map(({ published, opensAt, news, draft, changeReason, ...one }, n) => ({
      slug: `#${slugs(3)[n]}`,
      publishedAt: published,
      opensAt,
      closesAt: null,
      closedAt: one.closedAt,
      archivedAt: null,
      hiddenAt: null,
      hiddenReason: null,
      outcome: n === 1 ? 'met' : null,
      predecessor: n === 1 ? '#-0' : null,
      changeReason: n === 1 && published !== null ? changeReason : null,
      goalSteps: one.goalSteps,
      proofOfWork: 'optional',
      countries: one.countries,
      showNames: true,
      demands: made.demands.length > 0 ? ['#-0'] : [],
      sources: [{ key: 'C12', title: 'A source', asOf: '2026-01-01', confidence: 'high' }],
      consents: [{ purpose: 'partner', wording: 'x-1', recipients: [{ key: 'a', name: 'A partner' }] }],
      form: one.form,
      texts: published === null ? {} : one.texts,
      translatedFrom: published === null || !one.texts.fr ? {} : { fr: ['a1b2'] },
      draft: draft
        ? { ...draft, translatedFrom: { fr: ['c3'] } }
        : published === null
          ? { texts: one.texts, reason: null, translatedFrom: {} }
          : null,
      notes: news.map((texts) => ({ kind: 'news', publishedAt: opensAt, texts })),
    })),
    letterTemplates: made.templates.map(({ locale, subject, body }) => ({
      kind: 'frame',
      convention: null,
      audience: null,
      locale,
      subject,
      body,
    })),
    pictures: made.pictures,
    ...(made.demands.length > 1 && {
      theme: { onLight: '#7a1f1f', onDark: '#ffb3a7', logo: made.pictures[0] ? nameOf(made.pictures[0]) : null },
    }),
  }));

/** Columns of the tables a campaign is made of, in the file or not: a new one is decided about here, and in docs/campaign-file.md. */
const carried: Record<string, string[]> = {
  campaign: [
    ...[
      'slug',
      'names',
      'anchor_month',
      'anchor_day',
      'anchor_names',
      'time_zone',
      'locales',
      'sender_name',
      'reply_to',
    ],
    // Left out: of the installation
    ...['id', 'host', 'revision', 'created_at'],
  ],
  milestone: [
    ...['year', 'key', 'title', 'offset_days', 'fixed_on', 'lasts_days', 'repeats_days', 'working_day_rule', 'status'],
    ...['evidence_url', 'trigger', 'trigger_target', 'demand', 'verify_reason'],
    // Left out: a person
    ...['id', 'campaign_id', 'owner', 'updated_at'],
  ],
  campaign_text: ['slug', 'texts', 'status', 'published_at', 'demand', 'id', 'campaign_id', 'updated_at'],
  demand: [
    ...[
      'slug',
      'addressee_kind',
      'addressee_code',
      'addressee_names',
      'acts',
      'due_on',
      'anchor_year',
      'basis',
      'texts',
    ],
    ...['letter_section', 'source_names', 'status', 'stated_on', 'replaces_id', 'withdrawn_on', 'withdrawn_reason'],
    ...['id', 'campaign_id', 'revision', 'updated_at'],
  ],
  petition: [
    ...['slug', 'published_at', 'opens_at', 'closes_at', 'closed_at', 'archived_at', 'hidden_at', 'hidden_reason'],
    ...['outcome', 'predecessor_id', 'goal_steps', 'proof_of_work', 'sources', 'consents', 'countries', 'form'],
    ...['show_names', 'demands'],
    // Left out: of the signatures, and of the version before
    ...[
      'id',
      'campaign_id',
      'revision',
      'last_number',
      'draft_revision',
      'erased_at',
      'created_at',
      'opens_on',
      'closes_on',
    ],
  ],
  petition_text: [
    ...[
      'locale',
      'title',
      'summary',
      'sections',
      'ask',
      'share_text',
      'lead_picture',
      'lead_alt',
      'translated_from',
      'petition_id',
    ],
  ],
  petition_draft: [
    ...['texts', 'reason', 'translated_from'],
    // Left out: who wrote and reviewed it, and when it is to be published
    ...[
      'petition_id',
      'base',
      'revision',
      'authors',
      'updated_at',
      'state',
      'publish_at',
      'state_by',
      'state_at',
      'held_by',
    ],
  ],
  petition_note: ['kind', 'texts', 'published_at', 'id', 'petition_id', 'published_by'],
  letter_template: [
    ...['kind', 'convention', 'audience', 'locale', 'subject', 'body'],
    // Left out: who wrote and approved it, and its versions
    ...['id', 'campaign_id', 'version', 'status', 'author', 'created_at', 'approved_by', 'approved_at', 'used_at'],
  ],
  campaign_theme: ['on_light', 'on_dark', 'logo', 'campaign_id', 'revision', 'updated_at'],
  picture: ['hash', 'width', 'height', 'large', 'small', 'campaign_id', 'uploaded_by', 'uploaded_at'],
};

let made = 0;
const named = (file: object): string => JSON.stringify(file).replaceAll(/"#(?![\da-f]{6}")/g, `"run-${++made}`);

describe('the file of a campaign', () => {
  let world: World;
  let other: World;
  let shipped: string;
  const files = (of: World) => of.get(CampaignFiles);
  beforeAll(async () => {
    [world, other] = [await World.create(), await World.create()];
    await world.get(ClaimsReference).load();
    await world.loadsCampaign();
    shipped = await files(world).export('reconsider');
    const pictures = await Promise.all(
      [plain(700, 300, 1), plain(20, 20, 0.5), plain(300, 900, 1)].map((one) => one.png().toBuffer()),
    );
    for (const bytes of pictures) uploaded.push(partOf(await encodePicture(bytes)));
    uploaded = uploaded.sort((a, b) => (a.hash < b.hash ? -1 : 1));
  });
  afterAll(async () => {
    await other.close();
    await world.close();
  });

  it('carries the campaign that is shipped to an empty installation, and is the same file there', async () => {
    const { petitions, demands, plan, letterTemplates } = JSON.parse(shipped) as CampaignFile;
    expect(petitions.map(({ slug }) => slug)).toEqual(['reconsider']);
    expect([demands.length > 5, plan.length > 20, letterTemplates.length > 20]).toEqual([true, true, true]);
    expect(await files(other).import(shipped, actor)).toEqual({ slug: 'reconsider' });
    expect(await files(other).export('reconsider')).toBe(shipped);
  });

  it('is what ships: the first start imports it, and only its letters are approved, by the release', async () => {
    const { prisma } = world.database;
    const imported = await prisma.auditEntry.findFirstOrThrow({ where: { action: 'campaign.imported' } });
    expect(imported).toMatchObject({ actor: 'release', details: { slug: 'reconsider' } });
    const approvals = (of: World) =>
      of.database.prisma.letterTemplate.groupBy({ by: ['status', 'approvedBy', 'locale'], orderBy: { locale: 'asc' } });
    expect((await approvals(world)).filter(({ status }) => status === 'approved')).toEqual(
      ['en', 'es', 'fr'].map((locale) => ({ status: 'approved', approvedBy: 'release', locale })),
    );
    expect(new Set((await approvals(other)).map(({ status }) => status))).toEqual(new Set(['draft']));
    const stored = JSON.parse(readFileSync('prisma/reference/campaign.json', 'utf8')) as object;
    expect(campaignFile.safeParse(withTexts(stored)).success).toBe(true);
  });

  it('is the same after every journey, whatever is in it', async () => {
    await fc.assert(
      fc.asyncProperty(campaigns, async (file) => {
        const text = named(file);
        const { slug } = await files(world).import(text, actor);
        const exported = await files(world).export(slug);
        expect(isDeepStrictEqual(sorted(JSON.parse(exported)), sorted(withWordings(text)))).toBe(true);
        await files(other).import(exported, actor);
        expect(await files(other).export(slug)).toBe(exported);
      }),
      { numRuns: 30 },
    );
  });

  it('has every column of its tables, but for those that are left out on purpose', async () => {
    const columns = await world.database.pool.query<{ name: string }>(
      `
      select table_name || '.' || column_name as name from information_schema.columns
      where table_schema = 'public' and table_name = any($1) order by 1`,
      [Object.keys(carried)],
    );
    const known = Object.entries(carried).flatMap(([table, names]) => names.map((name) => `${table}.${name}`));
    expect(columns.rows.map(({ name }) => name)).toEqual(known.sort());
  });

  it('keeps no bytes of a picture that are not pixels: such a picture is encoded again, and what shows it follows', async () => {
    const camera = plain(90, 60, 1).withExif({ IFD0: { Copyright: 'Secret Somebody' } });
    const large = await camera.webp().toBuffer();
    const part = partOf({ large, small: large, width: 90, height: 60 });
    expect(Buffer.from(part.large, 'base64').includes('Secret Somebody')).toBe(true);
    const file = JSON.parse(shipped) as CampaignFile;
    Object.assign(file, { pictures: [part], theme: { onLight: '#7a1f1f', onDark: '#ffb3a7', logo: nameOf(part) } });
    await files(world).import(JSON.stringify(file), actor, 'with-picture');
    const stored = JSON.parse(await files(world).export('with-picture')) as CampaignFile;
    const [picture] = stored.pictures;
    if (!picture) throw new Error('There is no picture.');
    expect([picture.hash === part.hash, stored.theme?.logo]).toEqual([false, nameOf(picture)]);
    for (const bytes of [picture.large, picture.small])
      expect(Buffer.from(bytes, 'base64').includes('Secret Somebody')).toBe(false);
  });

  it('comes in under another short name beside the first, with addresses of its own', async () => {
    await expect(files(world).import(shipped, actor)).rejects.toMatchObject({ code: 'campaign.slug_taken' });
    await files(world).import(shipped, actor, 'second');
    const copy = JSON.parse(await files(world).export('second')) as CampaignFile;
    expect(copy.petitions[0]?.slug).toBe('reconsider-second');
    expect(copy.demands.every(({ slug }) => slug.endsWith('-second'))).toBe(true);
    expect(copy.petitions[0]?.demands).toContain('ukraine-announce-withdrawal-second');
    expect(copy.plan.find(({ trigger }) => trigger === 'open_petition')?.triggerTarget).toBe('reconsider-second');
  });

  it('refuses addresses that are taken, with their places, and leaves nothing behind', async () => {
    const renamed = shipped.replace('"slug": "reconsider"', '"slug": "elsewhere"');
    const before = await world.database.prisma.campaign.count();
    await expect(files(world).import(renamed, actor)).rejects.toMatchObject({
      code: 'campaign_file.taken',
      faults: expect.arrayContaining([
        { pointer: '/petitions/0/slug', code: 'slug.taken', detail: 'is taken' },
      ]) as unknown,
    });
    expect(await world.database.prisma.campaign.count()).toBe(before);
  });

  it('begins a copy as drafts, with the settings that were chosen', async () => {
    const { settings } = {
      settings: {
        ...{ names: { en: 'A copy' }, anchorMonth: null, anchorDay: null, anchorNames: {}, timeZone: 'UTC' },
        ...{ locales: [], host: null, senderName: null, replyTo: null },
      },
    };
    await files(world).copy('reconsider', 'a-copy', settings, actor);
    const copy = JSON.parse(await files(world).export('a-copy')) as CampaignFile;
    expect(copy.campaign).toMatchObject({ names: { en: 'A copy' }, anchor: null });
    expect(copy.petitions.every(({ publishedAt, draft }) => publishedAt === null && draft !== null)).toBe(true);
    expect(copy.demands.every(({ status, anchorYear }) => status === 'draft' && anchorYear === null)).toBe(true);
    expect((await world.get(CampaignManagement).get('a-copy')).timeZone).toBe('UTC');
  });

  const part = (change: (file: Record<string, never> & CampaignFile) => void): string => {
    const file = JSON.parse(shipped) as Record<string, never> & CampaignFile;
    change(file);
    return JSON.stringify(file);
  };
  it.each([
    ['no JSON', () => 'PK\u0003\u0004', { code: 'campaign_file.unreadable' }],
    ['other JSON', () => '[]', { code: 'campaign_file.unreadable' }],
    ['a newer version', () => part((file) => Object.assign(file, { version: 2 })), { code: 'campaign_file.newer' }],
    ['an unknown field', () => part((file) => Object.assign(file.campaign, { mood: 'good' })), '/campaign/mood'],
    ['no English name', () => part((file) => void delete file.campaign.names.en), '/campaign/names/en'],
    [
      '30 February',
      () => part((file) => Object.assign(file.campaign.anchor ?? {}, { month: 2, day: 30 })),
      '/campaign/anchor/day',
    ],
    [
      'a text of 5 MB',
      () => part((file) => Object.assign(file.petitions[0]?.texts.en ?? {}, { summary: 'x'.repeat(5_000_000) })),
      '/petitions/0/texts/en/summary',
    ],
    [
      'a published petition without English',
      () => part((file) => void delete file.petitions[0]?.texts.en),
      '/petitions/0/texts/en',
    ],
    ['two of one name', () => part((file) => file.demands.push(...file.demands.slice(0, 1))), '/demands/6/slug'],
    [
      'a language that is none',
      () => part((file) => Object.assign(file.campaign, { languages: ['tlh'] })),
      '/campaign/languages/0',
    ],
    [
      'an end before the beginning',
      () => part((file) => Object.assign(file.petitions[0] ?? {}, { closesAt: '2001-01-01T00:00:00.000Z' })),
      '/petitions/0/closesAt',
    ],
    [
      'other words of a consent',
      () => part((file) => Object.assign(file.wordings[0]?.texts ?? {}, { en: 'You agree to everything.' })),
      { code: 'campaign_file.wording_differs' },
    ],
    [
      'a picture that is none',
      () =>
        part((file) => file.pictures.push({ hash: '0'.repeat(32), width: 1, height: 1, large: 'AAAA', small: 'AAAA' })),
      '/pictures/0',
    ],
  ])('refuses %s, and brings in nothing', async (_, broken, why) => {
    const before = await world.database.prisma.campaign.count();
    const refused: unknown = await files(world)
      .import(broken(), actor, 'broken')
      .catch((error: unknown) => error);
    if (typeof why === 'string')
      expect((refused as { faults: { pointer: string }[] }).faults.map(({ pointer }) => pointer)).toContain(why);
    else expect(refused).toMatchObject(why);
    expect(await world.database.prisma.campaign.count()).toBe(before);
  });
});

/** Consents are stored in all languages of the site. */
function withWordings(text: string): unknown {
  const file = JSON.parse(text) as CampaignFile;
  const [first] = file.wordings;
  const used = file.petitions.length > 0 && first;
  const en = first?.texts.en ?? '';
  const texts = Object.fromEntries(['ar', 'de', 'en', 'es', 'fr', 'uk'].map((locale) => [locale, en]));
  return { ...file, wordings: used ? [{ ...first, texts }] : [] };
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, one]) => [key, sorted(one)]),
  );
}
