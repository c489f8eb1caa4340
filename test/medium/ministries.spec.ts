import { AddresseesService } from '../../src/ministries/addressees.service.js';
import { ChannelsService } from '../../src/ministries/channels.service.js';
import { ContactDecisionsService } from '../../src/ministries/contact-decisions.service.js';
import { MinistriesDemo } from '../../src/ministries/ministries-demo.service.js';
import { MinistriesReference } from '../../src/ministries/ministries.reference.js';
import { newChannel, newDecision, newFact, newHolder } from '../../src/ministries/ministries.schema.js';
import { channelIn, DossiersService } from '../../src/ministries/dossiers.service.js';
import { MinistriesService } from '../../src/ministries/ministries.service.js';
import { decisionNeeded } from '../../src/ministries/ministries.values.js';
import { MinistryListService } from '../../src/ministries/ministry-list.service.js';
import { OfficeHoldersService } from '../../src/ministries/office-holders.service.js';
import { validate } from '../../src/platform/http/validation.js';
import { TreatiesReference } from '../../src/treaties/treaties.reference.js';
import { FakeClock } from '../support/fakes.js';
import { ask } from '../support/whole-database.js';
import { World } from '../support/world.js';

const origin = { source: 'The site of the ministry, read on 1 February 2027', confidence: 'high' };

describe('ministries', () => {
  let world: World;
  let channels: ChannelsService;
  let ministries: MinistriesService;
  let holders: OfficeHoldersService;
  beforeAll(async () => {
    world = await World.create({}, new FakeClock(new Date('2027-02-01T12:00:00Z')));
    await world.get(TreatiesReference).load();
    await world.get(MinistriesReference).load();
    channels = world.get(ChannelsService);
    ministries = world.get(MinistriesService);
    holders = world.get(OfficeHoldersService);
  });
  afterAll(() => world.close());

  const channel = (fields: Record<string, unknown>) => validate(newChannel, { kind: 'email', ...origin, ...fields });
  const enterChannel = async (iso: string, address: string, actor = 'staff:a') =>
    channels.add(iso, await channel({ address }), actor);
  const fact = (field: string, value: string) => validate(newFact, { field, value, ...origin });
  const holder = (fields: Record<string, unknown>) =>
    validate(newHolder, {
      name: 'Ada Example',
      gender: 'female',
      title: 'Minister of Foreign Affairs',
      ...origin,
      ...fields,
    });
  const decide = async (iso: string, decision: string) =>
    world
      .get(ContactDecisionsService)
      .decide(iso, await validate(newDecision, { decision, reason: 'Counsel was asked.' }), 'staff:a');
  const holdsOf = async (iso: string, day = '2027-02-01') =>
    (await ministries.sendability(iso, 'email', day)).map(({ code }) => code);
  const line = async (iso: string) => (await world.get(MinistryListService).list()).find((one) => one.iso === iso)!;

  describe('as bundled', () => {
    it('are one for each of the 199 states, and loaded once, however often the server starts', async () => {
      const count = () => world.database.prisma.ministryFact.count();
      const before = await count();
      const beside = await world.beside();
      const loads = await Promise.all([world.get(MinistriesReference).load(), beside.get(MinistriesReference).load()]);
      await beside.close();
      expect([loads, await count()]).toEqual([[0, 0], before]);
      expect(await world.get(MinistryListService).list()).toHaveLength(199);
    });

    it('have a source and a confidence on every fact, and no blank values', async () => {
      const odd = await ask(
        world.url,
        `select iso from ministry_fact where value = '' or source !~ '\\w' or confidence not in ('high', 'medium', 'low')`,
      );
      expect(odd).toEqual([]);
      expect((await ministries.factsOf('NU')).name_en).toBeUndefined();
      expect((await ministries.factsOf('AL')).website).toMatchObject({ confidence: 'high', enteredBy: 'reference' });
    });

    it('have no address yet, so none may be written to', async () => {
      expect(await holdsOf('NO')).toEqual(['ministry.no_channel']);
      expect((await line('NO')).lacks).toContain('email');
    });

    it('have the clock of the capital and a working week of their own', async () => {
      expect(await ministries.get('EG')).toMatchObject({ timeZone: 'Africa/Cairo', weekend: [5, 6] });
      expect(await ministries.get('BR')).toMatchObject({
        timeZone: 'America/Sao_Paulo',
        weekend: expect.arrayContaining([0, 6]) as unknown,
      });
    });

    it('keep what staff have entered since, with its history', async () => {
      await ministries.enter('DZ', await fact('website', 'https://ministry.example/'), 'staff:a');
      expect(await ministries.enter('DZ', await fact('website', 'https://ministry.example/'), 'staff:b')).toBe(false);
      await world.get(MinistriesReference).load();
      const { facts, history } = await ministries.get('DZ');
      expect(facts.website).toMatchObject({ value: 'https://ministry.example/', enteredBy: 'staff:a', ...origin });
      expect(history.filter(({ field }) => field === 'website')).toHaveLength(2);
    });
  });

  describe('an address', () => {
    it('is used when a second person has verified it, and not before', async () => {
      const id = await enterChannel('NO', 'post@mfa-no.example');
      expect(channelIn((await world.get(DossiersService).of(['NO']))('NO'), 'email')).toBeNull();
      expect((await channels.waiting()).map((one) => one.id)).toContain(id);
      await expect(channels.verify('NO', id, 'staff:a')).rejects.toMatchObject({ code: 'channel.same_person' });
      await channels.verify('NO', id, 'staff:b');
      expect(channelIn((await world.get(DossiersService).of(['NO']))('NO'), 'email')).toMatchObject({
        id,
        verifiedBy: 'staff:b',
      });
      expect(await holdsOf('NO')).toEqual([]);
      await expect(channels.verify('NO', id, 'staff:c')).rejects.toMatchObject({ code: 'channel.verified' });
      expect(await line('NO')).toMatchObject({ channels: ['email'], confidence: 'medium' });
    });

    it('cannot be verified by its author, changed or deleted in the database either', async () => {
      const id = await enterChannel('SE', 'post@mfa-se.example');
      const update = (set: string) => ask(world.url, `update ministry_channel set ${set} where id = $1`, [id]);
      await expect(update(`verified_by = 'staff:a', verified_at = now()`)).rejects.toThrow(/four_eyes/);
      await channels.verify('SE', id, 'staff:b');
      for (const set of [
        `address = 'x@y.example'`,
        `entered_by = 'staff:c'`,
        `verified_by = 'staff:c'`,
        `verified_by = null, verified_at = null`,
      ])
        await expect(update(set)).rejects.toThrow(/entered anew/);
      await expect(ask(world.url, 'delete from ministry_channel where id = $1', [id])).rejects.toThrow();
    });

    it('is entered once, in whatever case, even by two at the same moment', async () => {
      const two = await Promise.allSettled([
        enterChannel('FI', 'post@mfa-fi.example'),
        enterChannel('FI', 'POST@MFA-FI.example', 'staff:b'),
      ]);
      expect(two.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      await expect(enterChannel('FI', 'Post@mfa-fi.example')).rejects.toMatchObject({ code: 'channel.duplicate' });
    });

    it('is ended by a person with a reason, and the last one only when that is said', async () => {
      const id = await enterChannel('DK', 'post@mfa-dk.example');
      await channels.verify('DK', id, 'staff:b');
      await expect(channels.end('DK', id, { reason: 'It bounced.' }, 'staff:a')).rejects.toMatchObject({
        code: 'channel.last_one',
      });
      await channels.end('DK', id, { reason: 'It bounced.', evenLast: 'yes' }, 'staff:a');
      expect(await holdsOf('DK')).toEqual(['ministry.no_channel']);
      const other = await enterChannel('DK', 'other@mfa-dk.example');
      const endings = `ended_by = 'system', ended_at = now(), ended_reason = 'It bounced.'`;
      await expect(ask(world.url, `update ministry_channel set ${endings} where id = $1`, [other])).rejects.toThrow(
        /ended_by_person/,
      );
      await expect(channels.verify('DK', id, 'staff:c')).rejects.toMatchObject({ code: 'channel.ended' });
      expect((await ministries.get('DK')).channels.find((one) => one.id === id)).toMatchObject({
        endedReason: 'It bounced.',
        usable: false,
      });
      await enterChannel('DK', 'post@mfa-dk.example');
    });

    it('belongs to its ministry, and only states have one', async () => {
      const id = await enterChannel('IS', 'post@mfa-is.example');
      await expect(channels.verify('IE', id, 'staff:b')).rejects.toMatchObject({ code: 'channel.not_found' });
      await expect(enterChannel('QQ', 'post@mfa-qq.example')).rejects.toMatchObject({ code: 'state.unknown' });
    });

    it.each([
      [{ address: 'nobody' }, '/address', 'email.invalid'],
      [{ address: '' }, '/address', 'field.required'],
      [{ kind: 'web_form', address: 'javascript:alert(1)' }, '/address', 'url.invalid'],
      [{ kind: 'embassy', address: 'a@b' }, '/address', 'email.invalid'],
      [{ kind: 'fax', address: '1' }, '/kind', 'field.invalid'],
      [{ address: 'a@mfa.example', source: '' }, '/source', 'field.required'],
      [{ address: 'a@mfa.example', confidence: 'sure' }, '/confidence', 'field.invalid'],
    ])('%j is refused at %s', async (fields, pointer, code) => {
      await expect(channel(fields)).rejects.toMatchObject({ faults: [expect.objectContaining({ pointer, code })] });
    });

    it('may be an embassy’s or a mission’s, by email or by post', async () => {
      expect((await channel({ kind: 'mission', address: 'Mission\n1 Road, New York' })).address).toBe(
        'Mission\n1 Road, New York',
      );
      expect((await channel({ kind: 'embassy', address: 'embassy@MFA.example' })).address).toBe('embassy@mfa.example');
    });
  });

  describe('with a mail server', () => {
    it('accept no example address, use no recorded one, and load no demonstration', async () => {
      const kept = await enterChannel('EE', 'post@mfa-ee.example');
      await channels.verify('EE', kept, 'staff:b');
      const waiting = await enterChannel('LV', 'post@mfa-lv.example');
      const real = await world.beside({ SMTP_URL: 'smtp://mail.example.org:587', MAIL_FROM: 'campaign@example.org' });
      const [itsChannels, itsMinistries] = [real.get(ChannelsService), real.get(MinistriesService)];
      for (const address of ['a@mfa.example', 'a@mfa.INVALID', 'a@x.test', 'a@example.org', 'a@host.localhost'])
        await expect(itsChannels.add('EE', await channel({ address }), 'staff:a')).rejects.toMatchObject({
          code: 'channel.example_address',
        });
      await expect(itsChannels.verify('LV', waiting, 'staff:b')).rejects.toMatchObject({
        code: 'channel.example_address',
      });
      expect((await itsMinistries.sendability('EE', 'email', '2027-02-01')).map(({ code }) => code)).toEqual([
        'ministry.no_channel',
      ]);
      await expect(real.get(MinistriesDemo).loadDemo('cli')).rejects.toMatchObject({ code: 'demo.real_mail' });
      await real.close();
    });

    it('and without one every ministry gets one example address, once', async () => {
      expect(await world.get(MinistriesDemo).loadDemo('cli')).toBe(199);
      expect(await world.get(MinistriesDemo).loadDemo('cli')).toBe(0);
      expect(channelIn((await world.get(DossiersService).of(['CL']))('CL'), 'email')).toMatchObject({
        address: 'mfa.cl@foreign-ministry.example',
        verifiedBy: 'demo:two',
      });
    });
  });

  describe('the addressee', () => {
    const on = (iso: string, day: string, locale: 'en' | 'fr' | 'es' | 'uk' = 'en') =>
      world.get(AddresseesService).addresseeOn(iso, day, locale);

    it('is who is in office that day, first and last day included, and else the office', async () => {
      await holders.enter('SN', await holder({ validFrom: '2026-12-01', validTo: '2027-02-28' }), 'staff:a');
      expect(await on('SN', '2026-11-30')).toMatchObject({ name: null, basis: 'office', stale: false });
      expect(await on('SN', '2026-12-01', 'fr')).toMatchObject({
        name: 'Ada Example',
        basis: 'holder',
        salutation: 'Madame la Ministre,',
      });
      expect(await on('SN', '2027-02-28')).toMatchObject({ basis: 'holder', gender: 'female' });
      expect((await on('SN', '2027-02-28')).envelope.split('\n').slice(0, 2)).toEqual([
        'Her Excellency Ada Example',
        'Minister of Foreign Affairs',
      ]);
      expect(await on('SN', '2027-03-01', 'fr')).toMatchObject({
        name: null,
        salutation: 'Madame la Ministre, Monsieur le Ministre,',
      });
    });

    it('is the office when nobody has looked for 90 days, until somebody looks again', async () => {
      const id = await holders.enter(
        'CL',
        await holder({ validFrom: '2026-01-01', checkedOn: '2026-10-15', gender: 'male' }),
        'staff:a',
      );
      expect(await on('CL', '2027-01-13')).toMatchObject({ basis: 'holder', stale: false });
      expect(await on('CL', '2027-01-14')).toMatchObject({
        name: null,
        gender: 'unknown',
        basis: 'office',
        stale: true,
      });
      await holders.check('CL', id, 'staff:b');
      expect(await on('CL', '2027-02-01', 'es')).toMatchObject({
        basis: 'holder',
        salutation: 'Excelentísimo señor Ministro:',
      });
    });

    it('is one person at a time; a term that has ended is not changed', async () => {
      const id = await holders.enter('JP', await holder({ validFrom: '2026-01-01' }), 'staff:a');
      await expect(
        holders.enter('JP', await holder({ validFrom: '2027-01-01', name: 'B' }), 'staff:a'),
      ).rejects.toMatchObject({ code: 'holder.overlap' });
      await expect(holders.end('JP', id, '2025-12-31', 'staff:a')).rejects.toMatchObject({ code: 'holder.day' });
      await holders.end('JP', id, '2026-12-31', 'staff:a');
      await expect(holders.check('JP', id, 'staff:a')).rejects.toMatchObject({ code: 'holder.ended' });
      await holders.enter('JP', await holder({ validFrom: '2027-01-01', name: 'B' }), 'staff:a');
      expect((await on('JP', '2026-12-31')).name).toBe('Ada Example');
      await expect(
        holders.enter('KR', await holder({ validFrom: '2027-01-01', checkedOn: '2027-02-02' }), 'staff:a'),
      ).rejects.toMatchObject({ faults: [{ code: 'day.in_future' }] });
    });

    it('as an office is greeted as staff have written it, in the language of correspondence', async () => {
      await ministries.enter('MU', await fact('contact_language', 'en'), 'staff:a');
      await ministries.enter('MU', await fact('salutation', 'Dear Minister of State,'), 'staff:a');
      expect((await on('MU', '2027-02-01')).salutation).toBe('Dear Minister of State,');
      expect((await on('MU', '2027-02-01', 'fr')).salutation).toBe('Madame la Ministre, Monsieur le Ministre,');
      expect((await on('BR', '2027-02-01')).salutation).toBe('Excellency,');
    });

    const linesOf = async (iso: string, locale: string) =>
      (await world.get(AddresseesService).addresseeOn(iso, '2027-02-01', locale)).envelope.split('\n');

    it('stands on an envelope that is wholly in the language of the letter', async () => {
      expect(await linesOf('GA', 'fr')).toEqual([
        'Son Excellence',
        'Ministre des Affaires étrangères',
        'Ministère des Affaires étrangères',
        'Libreville',
        'République gabonaise',
      ]);
      expect(await linesOf('CO', 'es')).toEqual([
        'A Su Excelencia',
        'Ministro o Ministra de Relaciones Exteriores',
        'Ministerio de Relaciones Exteriores',
        'Bogotá',
        'República de Colombia',
      ]);
      expect(await linesOf('UA', 'uk')).toEqual([
        'Міністрові закордонних справ',
        'Міністерство закордонних справ',
        'Київ',
        'Україна',
      ]);
      expect(await linesOf('BS', 'en')).toEqual([
        'The Minister of Foreign Affairs',
        'Ministry of Foreign Affairs',
        'Nassau',
        'Commonwealth of The Bahamas',
      ]);
      expect((await linesOf('GB', 'en'))[0]).toBe(
        'The Secretary of State for Foreign, Commonwealth and Development Affairs',
      );
      expect((await linesOf('DZ', 'fr'))[1]).toMatch(/^Ministre des Affaires étrangères, de la Communauté nationale/);
    });

    it('is written without a gender nobody knows, for every ministry', async () => {
      const states = await world.database.prisma.state.findMany();
      const wrong: string[] = [];
      for (const { iso } of states) {
        const { envelope, holds, basis } = await world.get(AddresseesService).addresseeOn(iso, '2027-02-01', 'en');
        if (basis === 'holder') continue;
        if (holds.length > 0 || /\b(His|Her)\b|\bthe$|\/|undefined/m.test(envelope)) wrong.push(`${iso}: ${envelope}`);
      }
      expect(wrong).toEqual([]);
    });

    it('is never given an invented title: staff enter it, in the language of correspondence', async () => {
      const codes = async (iso: string, locale: string) =>
        (await world.get(AddresseesService).addresseeOn(iso, '2027-02-01', locale)).holds.map(({ code }) => code);
      await ministries.enter('AT', await fact('contact_language', 'fr'), 'staff:a');
      expect(await codes('AT', 'fr')).toEqual(['addressee.no_title']);
      expect((await linesOf('AT', 'fr')).join()).not.toMatch(/Minister|Ministry|Federal/);
      await ministries.enter('AT', await fact('head_title_local', 'Ministre fédéral'), 'staff:a');
      await ministries.enter('AT', await fact('name_local', 'Ministère fédéral'), 'staff:a');
      expect(await codes('AT', 'fr')).toEqual([]);
      expect((await linesOf('AT', 'fr')).slice(0, 3)).toEqual([
        'Son Excellence',
        'Ministre fédéral',
        'Ministère fédéral',
      ]);
      // The language changes, and what was entered in the earlier one is not used any more.
      await ministries.enter('AT', await fact('contact_language', 'es'), 'staff:a');
      expect(await codes('AT', 'es')).toEqual(['addressee.no_title']);
      // The bundled title of an office may name both genders: for a person somebody confirms it.
      await holders.enter(
        'EC',
        await holder({ validFrom: '2026-12-01', title: 'Minister of Foreign Affairs and Human Mobility' }),
        'staff:a',
      );
      expect(await codes('EC', 'es')).toEqual(['addressee.no_title']);
      await ministries.enter(
        'EC',
        await fact('head_title_local', 'Ministra de Relaciones Exteriores y Movilidad Humana'),
        'staff:a',
      );
      expect((await linesOf('EC', 'es')).slice(0, 2)).toEqual([
        'Excelentísima señora Ada Example',
        'Ministra de Relaciones Exteriores y Movilidad Humana',
      ]);
    });

    it('is never printed with a name of the ministry nobody stands for', async () => {
      expect((await ministries.factsOf('AL')).name_native?.confidence).toBe('low');
      await ministries.enter('AL', await fact('contact_language', 'sq'), 'staff:a');
      expect((await on('AL', '2027-02-01')).envelope).toContain(
        '\nMinistry for Europe and Foreign Affairs\nTirana\nRepublic of Albania',
      );
    });
  });

  describe('writing to them', () => {
    it('needs a decision of a named person for seven states, renewed after 180 days', async () => {
      expect(Object.keys(decisionNeeded).sort()).toEqual(['AF', 'LY', 'MM', 'SD', 'SY', 'VE', 'YE']);
      expect(await holdsOf('VE')).toEqual(['ministry.needs_decision']);
      await decide('VE', 'contact_allowed');
      expect(await holdsOf('VE')).toEqual([]);
      expect(await holdsOf('VE', '2027-07-31')).toEqual([]);
      expect(await holdsOf('VE', '2027-08-01')).toEqual(['ministry.needs_decision']);
    });

    it('stops when somebody decides so, and goes on when somebody decides that', async () => {
      await decide('PE', 'do_not_contact');
      expect(await ministries.sendability('PE', 'email', '2027-02-01')).toEqual([
        { code: 'ministry.do_not_contact', detail: 'Counsel was asked.' },
      ]);
      await decide('PE', 'contact_allowed');
      expect(await holdsOf('PE')).toEqual([]);
      expect((await ministries.get('PE')).decisions.map(({ decision }) => decision)).toEqual([
        'contact_allowed',
        'do_not_contact',
      ]);
    });
  });

  it('leave no address, name or value in the audit log', async () => {
    const rows = await ask<{ action: string; details: unknown }>(
      world.url,
      `select action, details from audit_entry where action like 'ministry.%'`,
    );
    expect(new Set(rows.map(({ action }) => action)).size).toBeGreaterThan(7);
    expect(JSON.stringify(rows)).not.toMatch(/@|Ada|https|Counsel|Dear/);
  });
});
