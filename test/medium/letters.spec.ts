import { randomUUID } from 'node:crypto';
import { Metrics } from '../../src/platform/metrics.js';
import { newTreatyEvent } from '../../src/treaties/treaties.schema.js';
import { LedgerService } from '../../src/treaties/ledger.service.js';
import { PositionsService } from '../../src/treaties/positions.service.js';
import { MinistriesService } from '../../src/ministries/ministries.service.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ClaimsService } from '../../src/claims/claims.service.js';
import { LettersDispatcher } from '../../src/letters/sending/letters-dispatcher.js';
import { LettersService } from '../../src/letters/sending/letters.service.js';
import { ContactDecisionsService } from '../../src/ministries/contact-decisions.service.js';
import { ChannelsService } from '../../src/ministries/channels.service.js';
import { PrintQueueService } from '../../src/letters/sending/print-queue.service.js';
import { MailProvidersService } from '../../src/letters/sending/mail-providers.service.js';
import { newRun } from '../../src/letters/sending/runs.schema.js';
import { validate } from '../../src/platform/http/validation.js';
import { TemplatePreviewsService } from '../../src/letters/writing/template-previews.service.js';
import { profileForm } from '../../src/campaigns/profile.schema.js';
import { ProfileService } from '../../src/campaigns/profile.service.js';
import { letterHtml } from '../../src/letters/writing/letter-html.js';
import { letterValues } from '../../src/letters/writing/letter-values.js';
import { letterLocales } from '../../src/letters/writing/templates.values.js';
import { LetterTextsService } from '../../src/letters/writing/letter-texts.service.js';
import type { LetterBasis } from '../../src/letters/writing/letter-values.js';
import { renderToString } from 'preact-render-to-string';
import { Lists } from '../../src/admin/frame/lists.service.js';
import { runLetterList } from '../../src/admin/letters/run-letters.js';
import { RunPage } from '../../src/admin/letters/run-page.js';
import { TemplatesService } from '../../src/letters/writing/templates.service.js';
import { dayIn } from '../../src/platform/day.js';
import { approver, author, LettersDesk } from '../support/letters.js';
import { StaffPerson } from '../support/staff-person.js';
import type { World } from '../support/world.js';

describe('letters', () => {
  let desk: LettersDesk;
  let world: World;
  let campaignId: string;
  const runs = () => desk.runs;
  const dispatcher = (of = world) => of.get(LettersDispatcher);
  const drafted = (input: Record<string, unknown> = {}) => desk.drafted(input);
  const approved = (input: Record<string, unknown> = {}) => desk.approved(input);
  const letterOf = (runId: string, iso: string) => desk.letterOf(runId, iso);
  const statuses = async (runId: string) => {
    const rows = await world.database.prisma.letter.groupBy({ by: ['status'], where: { runId }, _count: true });
    return Object.fromEntries(rows.map(({ status, _count }) => [status, _count]));
  };

  beforeAll(async () => {
    desk = await LettersDesk.create();
    ({ world, campaignId } = desk);
    world.clock.moveTo('2027-03-20T12:00:00Z');
    await world.confirms('reconsider', 'signer@example.org');
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    world.clock.moveTo('2027-03-25T12:00:00Z');
    await desk.forgetLetters();
  });

  it('are planned for every State party, each in its capital’s time and working week, with reasons on hold', async () => {
    const id = await drafted();
    const { letters, hash } = await runs().plan(id, author);
    expect(letters).toHaveLength(164);
    const of = (iso: string) => letters.find((letter) => letter.iso === iso);
    // 4 April 2027 is a Sunday: the Friday before in Berlin.
    expect(of('DE')?.dueAt?.toISOString()).toBe('2027-04-02T07:30:00.000Z');
    for (const { dueAt, timeZone, holds } of letters) {
      if (holds.length > 0) expect(dueAt).toBeNull();
      else
        expect(new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'short' }).format(dueAt ?? undefined)).toBe(
          '09:30',
        );
    }
    const held = letters
      .filter(({ holds }) => holds.length > 0)
      .map(({ iso, holds }) => [iso, holds.map(({ code }) => code).join()]);
    expect(held).toContainEqual(['AF', 'ministry.recognition_disputed']);
    // Asked for a debate in parliament, and told of armies, neither of which it has.
    expect(held).toContainEqual(['VA', 'state.own_letter']);
    // Lebanon's day of accession is not known, so nothing may be built on it.
    expect(held).toContainEqual(['LB', 'position.provisional']);
    // Ukraine was held as well until it got the letter with the campaign's first demand.
    expect(held.filter(([iso]) => iso === 'UA')).toEqual([]);
    expect(of('FR')).toMatchObject({ locale: 'fr', fallbackFrom: null });
    expect(of('SN')?.text.composed?.text).toContain('Convention');
    // The counts are those of the day of planning, and say so.
    expect(of('DE')?.text.composed?.text).toContain('As of 25 March 2027,');
    const few = await drafted({ recipients: 'FR, DE' });
    expect((await runs().plan(few, author)).hash).toBe((await runs().plan(few, author)).hash);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(world.smtp.sent).toEqual([]);
  });

  it.each(['en', 'fr', 'es'])(
    'ask Ukraine, in %s too, for what the campaign asks of it first, with the law beside it',
    async (locale) => {
      const ministries = world.get(MinistriesService);
      await ministries.enter(
        'UA',
        { field: 'contact_language', value: locale, source: 'test', confidence: 'high' },
        author,
      );
      const { letters } = await runs().plan(await drafted({ recipients: 'UA' }), author);
      const composed = letters[0]?.text.composed;
      expect(composed?.claims).toEqual(expect.arrayContaining(['C25', 'APMBC-20', 'VCLT-68', 'C32']));
      const saying = {
        en: /announce, on 4 April 2027, its withdrawal[^]*call on all members to do the same[^]*the Convention does not allow it/,
        fr: /annoncer, le 4 avril 2027, son retrait[^]*appeler tous les États parties à en faire autant/,
        es: /anuncie, el 4 de abril de 2027, su denuncia[^]*exhorte a todos los Estados partes a hacer lo mismo/,
      };
      const text = composed?.text ?? '';
      for (const part of saying[locale as keyof typeof saying].source.split('[^]*'))
        expect(text).toMatch(new RegExp(part));
      expect(text).not.toMatch(/reconsider its membership|réexaminer sa participation|reconsidere su participación/);
      await ministries.enter(
        'UA',
        { field: 'contact_language', value: 'en', source: 'test', confidence: 'high' },
        author,
      );
    },
  );

  it('reads all States at once: a plan of all parties takes as many statements as one of a single State', async () => {
    const statements = async (): Promise<number> => {
      const { values } = await world.get(Metrics).statementSeconds.get();
      return values.find(({ metricName }) => metricName?.endsWith('_count'))?.value ?? 0;
    };
    const planned = async (recipients: string): Promise<[letters: number, statements: number]> => {
      const id = await drafted({ recipients });
      const before = await statements();
      const { letters } = await runs().plan(id, author);
      return [letters.length, (await statements()) - before];
    };
    const [, one] = await planned('DE');
    const [letters, all] = await planned('');
    expect(one).toBeGreaterThan(5);
    expect(letters).toBeGreaterThan(160);
    expect(all).toBeLessThanOrEqual(one + 5);
  });

  it('mention States without armed forces, call no State bound that is not, and cite no newspaper', async () => {
    const { letters } = await runs().plan(await drafted({ recipients: 'IS, DE, NG' }), author);
    const textOf = (iso: string) => letters.find((letter) => letter.iso === iso)?.text.composed?.text ?? '';
    expect(textOf('IS')).toContain('maintains no armed forces');
    expect(textOf('DE')).not.toContain('maintains no armed forces');
    expect(textOf('DE')).toContain('Your country has been bound by this Convention since 1 March 1999.');
    for (const { text } of letters)
      expect(text.composed?.text).not.toMatch(
        /RBC-Ukraine|uanews|Torreón|LBC|Devdiscourse|MENAFN|NDTV|drawn that conclusion|is bound by/,
      );
  });

  it('say of each State what holds for it: it has withdrawn, or its notice runs, and which other law remains', async () => {
    const recipients = 'FI, DE, BW, CR';
    const textsOf = async (onDay: string) => {
      const { letters } = await runs().plan(await drafted({ recipients, onDay }), author);
      return (iso: string) => letters.find((letter) => letter.iso === iso)?.text.composed?.text ?? '';
    };
    const text = await textsOf('2027-04-04');
    expect(text('FI')).toContain(
      'Your country has withdrawn from this Convention in accordance with its Article 20, with effect from 10 January 2026.',
    );
    expect(text('FI')).toContain('Amended Protocol II to the Convention on Certain Conventional Weapons, to which');
    expect(text('FI')).not.toContain('has given notice');
    expect(text('DE')).toContain('to which your country is a party, continues to restrict');
    expect(text('BW')).toContain('On 3 February 2026 your country was not among the parties to Amended Protocol II');
    // Compiled a week after the rest of the register, and the note says so.
    expect(text('DE')).toMatch(/XXVI-2-b, status as at 3 February 2026, \S+, compiled on 30 November 2026/);
    // Letters to Costa Rica are in Spanish. It keeps no army, so none of its own has to hold off anybody.
    expect(text('CR')).toContain('para un Estado atacado');
    expect(text('CR')).not.toContain('infantería');
  });

  it('name the day on which a running notice takes effect, and not a day that is uncertain', async () => {
    const texts = world.get(LetterTextsService);
    const basis = await texts.basis(campaignId, '2027-04-04', ['DE']);
    const notice = (effective: string | null, position = 'notice_running') => ({
      ...basis,
      positionsOn: (iso: string, on: string) =>
        basis.positionsOn(iso, on).map((one) => ({
          ...one,
          position: position as 'notice_running',
          since: '2027-01-10',
          clock: { effective } as NonNullable<typeof one.clock>,
        })),
    });
    const text = (of: LetterBasis) => texts.compose('DE', of, 'DEM-0').composed?.text ?? '';
    expect(text(notice('2027-07-10'))).toContain(
      'has given notice of withdrawal from this Convention in accordance with its Article 20; the withdrawal takes effect on 10 July 2027, provided that',
    );
    expect(text(notice(null))).toContain('in accordance with its Article 20. [');
    expect(text(notice(null))).not.toMatch(/has withdrawn|takes effect on/);
    // Before the entry into force a State is not bound, and nothing is asked of it.
    expect(texts.compose('DE', notice(null, 'contracting'), 'DEM-0').holds.map(({ code }) => code)).toEqual([
      'state.not_addressed',
    ]);
  });

  it('go to no State that may not be addressed without legal advice, whatever anybody decides', async () => {
    const decisions = world.get(ContactDecisionsService);
    await decisions.decide('AF', { decision: 'contact_allowed', reason: 'By mistake' }, approver);
    const { letters } = await runs().plan(await drafted({ recipients: 'AF, VA' }), author);
    expect(letters.map(({ iso, holds }) => [iso, holds.map(({ code }) => code).join()])).toEqual([
      ['AF', 'ministry.recognition_disputed'],
      ['VA', 'state.own_letter'],
    ]);
    expect(letters[1]?.holds[0]?.detail).toContain('neither a parliament nor armed forces');
  });

  it.each([
    ['BR', 'pt', 'Ministro ou Ministra das Relações Exteriores\nMinistério das Relações Exteriores\nBrasília'],
    ['TJ', 'ru', 'Министру иностранных дел\nМинистерство иностранных дел\nДушанбе\nРеспублика Таджикистан'],
    [
      'JO',
      'ar',
      'معالي وزير الخارجية وشؤون المغتربين\nوزارة الخارجية وشؤون المغتربين\nعمّان\nالمملكة الأردنية الهاشمية',
    ],
    ['UA', 'uk', 'Міністрові закордонних справ\nМіністерство закордонних справ\nКиїв\nУкраїна'],
  ])(
    'to %s are wholly in its language (%s) once somebody has approved the drafts, and before that in English',
    async (iso, language, envelope) => {
      const texts = world.get(LetterTextsService);
      await world
        .get(MinistriesService)
        .enter(iso, { field: 'contact_language', value: language, source: 'test', confidence: 'high' }, author);
      const written = async () => texts.compose(iso, await texts.basis(campaignId, '2027-04-04', [iso]), 'DEM-0');
      expect(await written()).toMatchObject({ locale: 'en', fallbackFrom: language });
      const drafts = (await world.get(TemplatesService).list(campaignId)).filter(({ locale }) => locale === language);
      for (const { id } of drafts) await world.get(TemplatesService).approve(id, approver);
      const { locale, composed } = await written();
      await world.database.prisma.letterTemplate.updateMany({ where: { locale: language }, data: { status: 'draft' } });
      expect(locale).toBe(language);
      expect(composed?.text).toContain(envelope);
      const [letter = ''] = (composed?.text ?? '').split('\n---\n');
      expect(letter.replace(/DEM-0|https\S+/g, '')).not.toMatch(/\b(the|of|and|Minist(er|ry)|Convention|April)\b/);
      expect(composed?.missing).toEqual([]);
      await world
        .get(MinistriesService)
        .enter(
          iso,
          { field: 'contact_language', value: iso === 'UA' ? 'en' : language, source: 'test', confidence: 'high' },
          author,
        );
    },
  );

  it('of a run say, to who approves it too, for how many ministries there is no text in their language', async () => {
    const id = await drafted({ recipients: 'PT, MZ, DE, FR' });
    await runs().plan(id, author);
    const run = await runs().get(id);
    expect(
      Object.fromEntries(run.letters.map(({ iso, locale, fallbackFrom }) => [iso, [locale, fallbackFrom]])),
    ).toEqual({ PT: ['en', 'pt'], MZ: ['en', 'pt'], DE: ['en', null], FR: ['fr', null] });
    const staff = { role: 'viewer', id: randomUUID(), csrf: '' } as unknown as Parameters<typeof RunPage>[0]['staff'];
    const listed = await world.get(Lists).open({ list: runLetterList(id), staff, read: () => run.letters });
    const page = renderToString(RunPage({ staff, listed, run, names: new Map() }));
    expect(page).toContain('Languages: en (writes in pt): 2, en: 1, fr: 1.');
    expect(page).toContain(
      'No approved text in pt (Portuguese): 2 States get a letter in English instead: Mozambique, Portugal.',
    );
    // An approval covers it.
    const { hash } = await runs().plan(id, author);
    await world
      .get(MinistriesService)
      .enter('PT', { field: 'contact_language', value: 'en', source: 'test', confidence: 'high' }, author);
    expect((await runs().plan(id, author)).hash).not.toBe(hash);
    await world
      .get(MinistriesService)
      .enter('PT', { field: 'contact_language', value: 'pt', source: 'test', confidence: 'high' }, author);
  });

  it('that follow up are in English, and say so, where the language of the ministry has only the letter', async () => {
    const texts = world.get(LetterTextsService);
    const basis = await texts.basis(campaignId, '2027-04-04', ['FR']);
    const french = basis.sets.get('fr');
    if (french) basis.sets.set('fr', { ...french, followUp: null });
    const earlier = { reference: 'DEM-1', sentAt: new Date('2027-01-01') };
    expect(texts.compose('FR', basis, 'DEM-0', earlier)).toMatchObject({ locale: 'en', fallbackFrom: 'fr', holds: [] });
    expect(texts.compose('FR', basis, 'DEM-0')).toMatchObject({ locale: 'fr', fallbackFrom: null });
  });

  it('are held, in the plan, until somebody has entered a title that is not known in their language', async () => {
    const ministries = world.get(MinistriesService);
    const enter = (field: 'contact_language' | 'head_title_local', value: string) =>
      ministries.enter('AT', { field, value, source: 'test', confidence: 'high' }, author);
    await enter('contact_language', 'fr');
    const id = await drafted({ recipients: 'AT' });
    const held = async () => (await runs().plan(id, author)).letters[0]?.holds ?? [];
    expect((await held()).map(({ code }) => code)).toEqual(['addressee.no_title']);
    expect((await held())[0]?.detail).toContain('“Federal Minister for European and International Affairs”');
    await enter('head_title_local', 'Ministre fédéral des Affaires européennes et internationales');
    expect(await held()).toEqual([]);
    await enter('contact_language', 'en');
  });

  it('end with the signatory of the campaign’s settings; without one none leaves an installation in production', async () => {
    const texts = world.get(LetterTextsService);
    const codes = async () => {
      const basis = await texts.basis(campaignId, '2027-04-04', ['DE']);
      return texts.compose('DE', { ...basis, mustBeSigned: true }, 'DEM-0').holds.map(({ code }) => code);
    };
    expect(await codes()).toEqual(['letter.no_signatory']);
    const { facts } = await validate(profileForm, {
      organisation: 'Example Association',
      address: '1. Example Lane\nExample Town',
      email: 'hello@example.org',
      signatory: 'Ada Example',
      signatoryTitle: 'Chair',
    });
    await world.get(ProfileService).save(campaignId, 0, facts, author);
    expect(await codes()).toEqual([]);
    const basis = await texts.basis(campaignId, '2027-04-04', ['DE']);
    const { text = '' } = texts.compose('DE', basis, 'DEM-0').composed ?? {};
    expect(text).toContain(
      'Ada Example\nChair\nExample Association\n1.\u00a0Example Lane\nExample Town\nhello@example.org\n\n---',
    );
    await world.get(ProfileService).save(campaignId, 1, {}, author);
  });

  it.each([...letterLocales])(
    'have no line in %s that Markdown would take for a list and number anew',
    async (locale) => {
      const texts = world.get(LetterTextsService);
      const basis = await texts.basis(campaignId, '2027-04-04', ['DE']);
      const signatory = '1. Example\n- Example\n# Example\n> Example';
      const values = letterValues(
        'DE',
        locale,
        { ...basis, signatory },
        'DEM-0',
        basis.positionsOn('DE', '2027-04-04'),
      );
      const alone = [
        'letter.day',
        'anchor.day',
        'addressee.envelope',
        'addressee.closing',
        'letter.signatory',
      ] as const;
      const html = letterHtml(alone.map((name) => values[name]).join('\n\n'), locale, '', '');
      expect(html).not.toMatch(/<(ol|ul|li|h\d|blockquote)/);
    },
  );

  it('end with the signatory, where there is one', async () => {
    const texts = world.get(LetterTextsService);
    const basis = await texts.basis(campaignId, '2027-04-04', ['DE', 'FR', 'CL']);
    const signatory = 'Ada Example\nDirector\nExample Campaign\n1 Example Street, Exampletown\nada@example.org';
    for (const iso of ['DE', 'FR', 'CL'])
      for (const earlier of [undefined, { reference: 'DEM-1', sentAt: new Date('2027-01-01') }]) {
        const signed = texts.compose(iso, { ...basis, signatory }, 'DEM-0', earlier).composed;
        expect(signed?.text).toContain(`.\n\n${signatory}\n\n---`);
        const { text = '', missing } = texts.compose(iso, basis, 'DEM-0', earlier).composed ?? {};
        expect(text).toMatch(/\.\n\n---\n/);
        expect(missing).toEqual([]);
      }
  });

  it('are stopped at the gate when a position turns out to be provisional after the approval', async () => {
    const id = await approved({ recipients: 'NO' });
    const event = {
      iso: 'NO',
      convention: 'APMBC',
      kind: 'consented',
      consentKind: 'ratification',
      in: '1998',
      asOf: '2027-03-01',
    };
    const held = (await world.get(PositionsService).rows('APMBC', 'NO'))[0]?.events.find(
      ({ kind }) => kind === 'consented',
    );
    const source = {
      sourceTitle: 'A note',
      sourceUrl: 'https://example.org/note',
      confidence: 'low',
      supersedes: held?.id,
    };
    const correct = async (more: Record<string, unknown>) => {
      const entered = await validate(newTreatyEvent, { ...event, ...source, ...more });
      const { id: eventId } = await world.get(LedgerService).record(entered, author);
      await world.get(LedgerService).review(eventId, { decision: 'verified', note: null }, approver);
      return eventId;
    };
    const wrong = await correct({});
    world.clock.moveTo('2027-04-02T07:30:00Z');
    await dispatcher().sendDue();
    expect(await statuses(id)).toEqual({ held: 1 });
    await correct({ in: null, on: held?.on, supersedes: wrong });
  });

  it('leave as planned once another person has approved that very plan, one per ministry, with the same text on paper', async () => {
    const id = await drafted({
      recipients:
        'AG AR AU BR CA CL DE DK DZ EC ES FJ FR GB HN IE IN IQ IT JO JP KE KW LB MX NG NO NZ OM PE PT QA SE SN TN UA UY ZA ZM',
    });
    const { hash, letters } = await runs().plan(id, author);
    await expect(runs().approve(id, hash, author)).rejects.toMatchObject({ code: 'run.same_person' });
    await expect(runs().approve(id, 'another', approver)).rejects.toMatchObject({ code: 'run.changed' });
    await runs().approve(id, hash, approver);
    const due = letters.filter(({ holds }) => holds.length === 0);
    let before = world.clock.now();
    for (const moment of [...new Set(due.map(({ dueAt }) => dueAt?.toISOString() ?? ''))].sort()) {
      world.clock.moveTo(moment);
      await dispatcher().sendDue();
      const sentNow = await world.database.prisma.letter.findMany({ where: { runId: id, sentAt: { gt: before } } });
      expect(sentNow.map(({ iso }) => iso).sort()).toEqual(
        due
          .filter(({ dueAt }) => dueAt?.toISOString() === moment)
          .map(({ iso }) => iso)
          .sort(),
      );
      before = world.clock.now();
    }
    expect(world.smtp.sent).toHaveLength(due.length);
    expect(new Set(world.smtp.sent.map(({ to }) => to)).size).toBe(due.length);
    expect(new Set(world.smtp.sent.map(({ messageId }) => messageId)).size).toBe(due.length);
    const [mail] = world.smtp.to('mfa.fr@foreign-ministry.example');
    const letter = await letterOf(id, 'FR');
    expect(mail?.attachments?.[0]).toMatchObject({
      filename: `${letter.reference}.pdf`,
      contentType: 'application/pdf',
    });
    expect(mail?.attachments?.[0]?.content.subarray(0, 5).toString()).toBe('%PDF-');
    expect(mail?.text).toContain('article 20');
    expect(await world.get(LettersService).verify(letter.reference)).toMatchObject({
      iso: 'FR',
      textHash: letter.textHash,
    });
    expect((await runs().get(id)).status).toBe('finished');
  });

  it('are put on hold when the position of the State has changed between plan and dispatch', async () => {
    const id = await approved({ recipients: 'FR, DE' });
    const letter = await letterOf(id, 'FR');
    await world.database.prisma.letter.update({
      where: { id: letter.id },
      data: { positions: { APMBC: 'party', CCM: 'notice_running' } },
    });
    world.clock.moveTo('2027-04-02T09:00:00Z');
    await dispatcher().sendDue();
    expect(await letterOf(id, 'FR')).toMatchObject({ status: 'held', held: [{ code: 'position.changed' }] });
    expect(world.smtp.sent.map(({ to }) => to)).toEqual(['mfa.de@foreign-ministry.example']);
  });

  it('notify staff who work with letters, in one email, that they need attention', async () => {
    const [writer] = [await StaffPerson.joins(world, 'campaigner'), await StaffPerson.joins(world, 'viewer')];
    const id = await approved({ recipients: 'FR, DE, IT' });
    await world.database.prisma.letter.updateMany({
      where: { runId: id, iso: { in: ['FR', 'DE'] } },
      data: { positions: {} },
    });
    await desk.sendAt('2027-04-02T09:00:00Z');
    await world.sendDue();
    const mails = world.smtp.sent.filter(({ to }) => to.endsWith('@example.org'));
    expect(mails.map(({ to }) => to)).toEqual([writer.email]);
    expect(mails[0]?.subject).toBe('2 letters need attention');
    expect(mails[0]?.text).toContain('the ledger says');
    expect(mails[0]?.text).not.toContain('Italy');
  });

  it('are held when the ministry must not be written to, a claim was retired, or another letter went there lately', async () => {
    const id = await approved({ recipients: 'DE, IT, ES' });
    await world
      .get(ContactDecisionsService)
      .decide('IT', { decision: 'do_not_contact', reason: 'They asked for it' }, approver);
    world.clock.moveTo('2027-04-02T09:00:00Z');
    await dispatcher().sendDue();
    expect(await letterOf(id, 'IT')).toMatchObject({ status: 'held', held: [{ code: 'ministry.do_not_contact' }] });
    expect(await letterOf(id, 'DE')).toMatchObject({ status: 'sent' });
    world.clock.moveTo('2027-04-03T09:00:00Z');
    const second = await approved({ recipients: 'DE', onDay: '2027-04-08' });
    world.clock.moveTo('2027-04-08T08:00:00Z');
    await dispatcher().sendDue();
    expect(await letterOf(second, 'DE')).toMatchObject({ status: 'held', held: [{ code: 'recipient.too_soon' }] });
    await world
      .get(ContactDecisionsService)
      .decide('IT', { decision: 'contact_allowed', reason: 'They changed their mind' }, approver);
  });

  it('are never sent hours late automatically; a person may release them', async () => {
    const id = await approved({ recipients: 'DE', lateMinutes: 60 });
    world.clock.moveTo('2027-04-02T08:31:00Z');
    await dispatcher().sendDue();
    expect(await letterOf(id, 'DE')).toMatchObject({ status: 'skipped' });
    expect(world.smtp.sent).toEqual([]);
    await world.get(LettersService).decide((await letterOf(id, 'DE')).id, 'release', author);
    await dispatcher().sendDue();
    expect(await letterOf(id, 'DE')).toMatchObject({ status: 'sent' });
  });

  it('wait longer after each temporary failure, and ask for another channel after a permanent one', async () => {
    const id = await approved({ recipients: 'DE' });
    const failure = (responseCode: number, response: string) =>
      Object.assign(new Error('refused'), { command: 'RCPT TO', responseCode, response });
    world.clock.moveTo('2027-04-02T07:30:00Z');
    world.smtp.onSend = () => Promise.reject(failure(451, '451 4.7.1 later'));
    await dispatcher().sendDue();
    expect(await letterOf(id, 'DE')).toMatchObject({
      status: 'deferred',
      attempts: 1,
      nextAt: new Date('2027-04-02T07:35:00Z'),
    });
    world.clock.moveTo('2027-04-02T07:35:00Z');
    world.smtp.onSend = () => Promise.reject(failure(550, '550 5.1.1 unknown'));
    await dispatcher().sendDue();
    const letter = await letterOf(id, 'DE');
    expect(letter).toMatchObject({ status: 'needs_channel', attempts: 2 });
    // The last working address of a ministry is never ended automatically.
    expect(
      await world.database.prisma.ministryChannel.findUniqueOrThrow({ where: { id: letter.channelId ?? '' } }),
    ).toMatchObject({ endedAt: null, failures: 1 });
  });

  it('that may have arrived are never sent again automatically', async () => {
    const id = await approved({ recipients: 'DE' });
    world.clock.moveTo('2027-04-02T07:30:00Z');
    world.smtp.onSend = () =>
      Promise.reject(Object.assign(new Error('reset'), { code: 'ECONNRESET', handedOver: true }));
    await dispatcher().sendDue();
    world.smtp.onSend = () => undefined;
    world.clock.advance(30 * 60_000);
    await dispatcher().sendDue();
    expect(await letterOf(id, 'DE')).toMatchObject({ status: 'outcome_unknown' });
    await world.get(LettersService).decide((await letterOf(id, 'DE')).id, 'arrived', author);
    expect(await letterOf(id, 'DE')).toMatchObject({ status: 'sent' });
  });

  it('of a process that dies are not lost, and the claimed one is marked; 8 deaths in a run of 16', async () => {
    const asked = 'AT,BE,BG,CH,CZ,DE,DK,ES,FR,GB,HR,HU,IE,IT,NL,PT';
    const id = await approved({ recipients: asked, lateMinutes: 720 });
    await world.database.prisma.letter.updateMany({
      where: { runId: id },
      data: { dueAt: new Date('2027-04-02T07:30:00Z'), nextAt: new Date('2027-04-02T07:30:00Z') },
    });
    world.clock.moveTo('2027-04-02T07:30:00Z');
    const arrived: string[] = [];
    for (let death = 0; death < 8; death++) {
      const dying = await world.beside();
      let left = death % 2;
      const isDead = new Promise<void>((resolve) => {
        world.smtp.onSend = (mail) => {
          if (left-- > 0) return void arrived.push(mail.to);
          // Every second time the server had taken the letter already.
          if (death % 4 < 2) arrived.push(mail.to);
          resolve();
          return new Promise<void>(() => undefined);
        };
      });
      await Promise.race([isDead, dispatcher(dying).sendDue()]);
      world.clock.advance(6 * 60_000);
    }
    world.smtp.onSend = (mail) => void arrived.push(mail.to);
    await dispatcher().sendDue();
    expect(new Set(arrived).size).toBe(arrived.length);
    const counts = await statuses(id);
    expect(counts).toEqual({ sent: 8, outcome_unknown: 8 });
    const unknown = await world.database.prisma.letter.findMany({ where: { runId: id, status: 'outcome_unknown' } });
    expect(unknown.every(({ leaseBy }) => leaseBy === null)).toBe(true);
  });

  it('are sent after the embargo of their run, or put on hold where it ends after their window', async () => {
    const id = await drafted({ recipients: 'DE, JP', embargoUntil: '2027-04-02T06:00', lateMinutes: 60 });
    const { letters } = await runs().plan(id, author);
    // Half past nine in Tokyo is half past midnight in UTC.
    expect(letters.find(({ iso }) => iso === 'JP')).toMatchObject({ dueAt: null, holds: [{ code: 'run.embargo' }] });
    expect(letters.find(({ iso }) => iso === 'DE')).toMatchObject({
      dueAt: new Date('2027-04-02T07:30:00Z'),
      holds: [],
    });
    const later = await drafted({ recipients: 'DE', embargoUntil: '2027-04-02T08:00' });
    expect((await runs().plan(later, author)).letters[0]?.dueAt).toEqual(new Date('2027-04-02T08:00:00Z'));
    await expect(drafted({ embargoUntil: 'tomorrow' })).rejects.toMatchObject({
      faults: [{ pointer: '/embargoUntil' }],
    });
  });

  it('keep the plan they have once it is frozen', async () => {
    const id = await drafted({ recipients: 'DE' });
    await expect(runs().freeze(id, true, author)).rejects.toMatchObject({ code: 'run.status' });
    const { hash } = await runs().plan(id, author);
    await runs().freeze(id, true, author);
    await expect(runs().plan(id, author)).rejects.toMatchObject({ code: 'run.frozen' });
    await runs().approve(id, hash, approver);
    expect(await runs().get(id)).toMatchObject({ status: 'approved', planHash: hash, frozenBy: author });
  });

  it('of a run with a mistyped day are refused before anything is planned', async () => {
    for (const onDay of ['2026-04-04', '2072-04-04'])
      await expect(drafted({ onDay })).rejects.toMatchObject({ faults: [{ pointer: '/onDay', code: 'run.day' }] });
  });

  it('on paper wait in a queue with their labels, are held when the gate closes, and get the number of the carrier when they are posted', async () => {
    for (const iso of ['DE', 'FR']) {
      const channel = {
        kind: 'post',
        address: `An office\nA street 1\n12345 A town of ${iso}`,
        note: undefined,
        source: 'made up',
        confidence: 'low',
      } as const;
      const id = await world.get(ChannelsService).add(iso, channel, author);
      await world.get(ChannelsService).verify(iso, id, approver);
    }
    const run = await approved({ recipients: 'DE, FR', channel: 'post' });
    const queue = world.get(PrintQueueService);
    const [german] = await queue.list();
    expect(german?.label).toEqual(expect.arrayContaining(['A street 1', '12345 A town of DE']));
    expect(german?.label[0]).toContain('Minister');
    expect((await queue.labels()).subarray(0, 5).toString()).toBe('%PDF-');
    await world.database.prisma.letter.updateMany({ where: { runId: run, iso: 'FR' }, data: { positions: {} } });
    await queue.check();
    expect(await letterOf(run, 'FR')).toMatchObject({ status: 'held' });
    await world.get(LettersService).decide(german?.id ?? '', 'posted', author, 'RR123');
    expect(await letterOf(run, 'DE')).toMatchObject({ status: 'posted', trackingNumber: 'RR123' });
    expect(await queue.list()).toEqual([]);
    expect(world.smtp.sent).toEqual([]);
  });

  it('to several ministries behind one provider keep its limit', async () => {
    const beside = await world.beside({ SMTP_URL: 'smtp://mail.example.org', MAIL_FROM: 'campaign@example.org' });
    for (const domain of ['one.internal', 'two.internal']) beside.dns.servers.set(domain, 'mx1.provider.example');
    expect(await beside.get(MailProvidersService).of(['one.internal', 'two.internal', 'own.internal'])).toEqual(
      new Map([
        ['one.internal', 'provider.example'],
        ['two.internal', 'provider.example'],
        ['own.internal', 'own.internal'],
      ]),
    );
    await beside.close();
    const id = await drafted({ recipients: 'DE, FR, IT', perProviderPerHour: 1, lateMinutes: 720 });
    const moments = (await runs().plan(id, author)).letters
      .map(({ dueAt }) => dueAt?.getTime() ?? 0)
      .sort((a, b) => a - b);
    expect(moments.map((at) => (at - (moments[0] ?? 0)) / 3_600_000)).toEqual([0, 1, 2]);
  });

  it('that follow up name the letter nobody answered', async () => {
    const first = await approved({ recipients: 'DE' });
    await desk.sendAt('2027-04-02T07:30:00Z');
    const { reference } = await letterOf(first, 'DE');
    world.clock.moveTo('2027-05-20T12:00:00Z');
    const terms = await validate(newRun, {
      name: 'Follow-up',
      channel: 'email',
      recipients: 'DE',
      onDay: '2027-06-01',
      localTime: '09:30',
      rule: 'next',
    });
    const { id } = await runs().draft(campaignId, terms, author, 'follow_up');
    const { letters } = await runs().plan(id, author);
    expect(letters[0]?.text.composed?.subject).toBe(`Our letter of 2 April 2027 (${reference})`);
    expect(letters[0]?.holds).toEqual([]);
  });

  it('stop while a run is paused, and for good when it is cancelled', async () => {
    const id = await approved({ recipients: 'DE, FR' });
    await runs().change(id, 'pause', author);
    world.clock.moveTo('2027-04-02T07:30:00Z');
    await dispatcher().sendDue();
    expect(await statuses(id)).toEqual({ queued: 2 });
    await runs().change(id, 'resume', author);
    await dispatcher().sendDue();
    expect(await statuses(id)).toEqual({ sent: 2 });
    const other = await approved({ recipients: 'IE', onDay: '2027-04-12' });
    await runs().change(other, 'cancel', author);
    expect(await statuses(other)).toEqual({ cancelled: 1 });
    await expect(runs().change(other, 'resume', author)).rejects.toMatchObject({ code: 'run.status' });
  });

  it('keep the caps of their run', async () => {
    const id = await approved({ recipients: 'DE, FR, IE, ES, IT', perHour: 2, lateMinutes: 720 });
    const sentAt: number[] = [];
    world.smtp.onSend = () => void sentAt.push(world.clock.now().getTime());
    world.clock.moveTo('2027-04-02T06:00:00Z');
    for (let n = 0; n < 80; n++) {
      await dispatcher().sendDue();
      world.clock.advance(5 * 60_000);
    }
    expect(await statuses(id)).toEqual({ sent: 5 });
    for (const from of sentAt)
      expect(sentAt.filter((at) => at >= from && at < from + 3_600_000).length).toBeLessThanOrEqual(2);
  });

  it('are looked at for every State before a text is approved, side by side with the text there is', async () => {
    const previews = world.get(TemplatePreviewsService);
    const lines = await previews.all(campaignId, '2027-04-04', null);
    expect(lines.length).toBeGreaterThan(160);
    expect(lines.find(({ iso }) => iso === 'FR')).toMatchObject({
      locale: 'fr',
      sections: ['APMBC ask', 'CCM ask'],
      holds: [],
    });
    expect(lines.find(({ iso }) => iso === 'FI')?.sections).toEqual(['APMBC thanks']);
    expect(lines.find(({ iso }) => iso === 'UA')).toMatchObject({ sections: ['APMBC suspension'], holds: [] });
    expect(lines.find(({ iso }) => iso === 'VA')?.holds).toMatchObject([{ code: 'state.own_letter' }]);
    expect(lines.find(({ iso }) => iso === 'LB')).toMatchObject({
      sections: ['CCM ask'],
      holds: [{ code: 'position.provisional' }],
    });
    const text = {
      kind: 'section',
      convention: 'APMBC',
      audience: 'ask',
      locale: 'fr',
      subject: '',
      body: 'Un texte nouveau.',
    } as const;
    const { id } = await world.get(TemplatesService).draft(campaignId, text, author);
    const { now, then } = await previews.one('FR', campaignId, '2027-04-04', id);
    expect(then?.composed?.text).toContain('Un texte nouveau.');
    expect(now.composed?.text).not.toContain('Un texte nouveau.');
    expect((await previews.one('DE', campaignId, '2027-04-04', id)).then).toBeNull();
  });

  it('use only texts that another person has approved, and mark where claims are used', async () => {
    const templates = world.get(TemplatesService);
    const text = {
      kind: 'section',
      convention: 'CCM',
      audience: 'ask',
      locale: 'en',
      subject: '',
      body: '**CCM**\n\nA new text. [CCM-1]',
    } as const;
    const { id } = await templates.draft(campaignId, text, author);
    await expect(templates.approve(id, author)).rejects.toMatchObject({ code: 'template.same_person' });
    await templates.approve(id, approver);
    await expect(
      world.database.prisma.letterTemplate.update({ where: { id }, data: { body: 'other' } }),
    ).rejects.toThrow();
    await expect(templates.draft(campaignId, { ...text, body: '{{ nothing.here }}' }, author)).rejects.toMatchObject({
      code: 'template.unknown_field',
    });
    await expect(templates.draft(campaignId, { ...text, body: 'No source. [C99]' }, author)).rejects.toMatchObject({
      code: 'claim.not_usable',
    });
    const run = await approved({ recipients: 'DE' });
    const claim = await world.get(ClaimsService).get('CCM-1');
    expect(claim.uses).toEqual(expect.arrayContaining([expect.objectContaining({ kind: 'letter', place: run })]));
    expect(dayIn('Europe/Berlin', (await letterOf(run, 'DE')).dueAt ?? new Date(0))).toBe('2027-04-02');
  });
});
