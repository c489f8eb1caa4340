import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ClaimsReference } from '../../src/claims/claims.reference.js';
import { LettersDispatcher } from '../../src/letters/sending/letters-dispatcher.js';
import { LettersService } from '../../src/letters/sending/letters.service.js';
import { MinistriesDemo } from '../../src/ministries/ministries-demo.service.js';
import { MinistriesReference } from '../../src/ministries/ministries.reference.js';
import { Enclosures } from '../../src/letters/sending/enclosures.service.js';
import { LetterConfirmations } from '../../src/supporter-letters/letter-confirmations.service.js';
import { ModerationService } from '../../src/supporter-letters/moderation.service.js';
import { OwnLettersService } from '../../src/supporter-letters/own-letters.service.js';
import { letterVersion } from '../../src/supporters/consents.texts.js';
import { newPersonalLetter } from '../../src/supporter-letters/personal-letters.schema.js';
import { PersonalLettersService } from '../../src/supporter-letters/personal-letters.service.js';
import { newRun } from '../../src/letters/sending/runs.schema.js';
import { RunsService } from '../../src/letters/sending/runs.service.js';
import { days, minutes } from '../../src/platform/clock.js';
import { validate } from '../../src/platform/http/validation.js';
import { OwnDataLinks } from '../../src/petitions/own-data-links.service.js';
import { OwnDataService } from '../../src/privacy/own-data.service.js';
import { personalTables } from '../support/personal-data.js';
import { RetentionService } from '../../src/privacy/retention.service.js';
import { UpdateResults } from '../../src/updates/writing/update-results.service.js';
import { TreatiesReference } from '../../src/treaties/treaties.reference.js';
import { placesOf } from '../support/whole-database.js';
import { World } from '../support/world.js';

const [author, approver] = ['staff:00000000-0000-7000-8000-000000000001', 'staff:00000000-0000-7000-8000-000000000002'];
const sentences = (from: number, n = 12): string =>
  Array.from(
    { length: n },
    (_, at) => `In sentence number ${from + at} I ask you to think of matter ${(from + at) * 7} again.`,
  ).join(' ');
const form = { ip: '203.0.113.7', method: 'form', page: '/petitions/reconsider/letter' } as const;

describe('letters by supporters', () => {
  let world: World;
  let campaignId: string;
  let texts = 0;
  const letters = () => world.get(PersonalLettersService);
  const confirmations = () => world.get(LetterConfirmations);
  const moderation = () => world.get(ModerationService);
  const ownData = () => world.get(OwnDataService);

  const writes = async (email: string, to: string, more: Record<string, unknown> = {}) => {
    const consent = { wording: letterVersion, recipient: to };
    const body = { name: 'Ada Lovelace', email, country: 'GB', to, text: sentences((texts += 100)), consent, ...more };
    await letters().start('reconsider', await validate(newPersonalLetter, body), form);
    await world.sendDue();
  };
  const tokenIn = (email: string) => /\/letter\/([\w-]+)/.exec(world.smtp.to(email).at(-1)?.text ?? '')?.[1] ?? '';
  const confirms = async (email: string, to: string, more: Record<string, unknown> = {}) => {
    await writes(email, to, more);
    const token = tokenIn(email);
    await confirmations().confirm(token, (await confirmations().look(token)).shown);
    return rowOf(email, to);
  };
  const accepted = async (email: string, to: string, more: Record<string, unknown> = {}) => {
    const row = await confirms(email, to, more);
    await moderation().decide({ ids: [row.id], action: 'accept' }, approver);
    return row;
  };
  const supporterOf = (email: string) => world.database.prisma.supporter.findFirstOrThrow({ where: { email } });
  const rowOf = async (email: string, to: string) => {
    const { id } = await supporterOf(email);
    return world.database.prisma.personalLetter.findFirstOrThrow({
      where: { supporterId: id, iso: to },
      orderBy: { id: 'desc' },
    });
  };
  const byId = (id: string) => world.database.prisma.personalLetter.findUniqueOrThrow({ where: { id } });
  const meToken = async (email: string) =>
    /\/me\/([\w-]+)/.exec(world.get(OwnDataLinks).linkFor((await supporterOf(email)).id, 'en'))?.[1] ?? '';

  const planned = async (recipients: string, more: Record<string, unknown> = {}) => {
    const terms = {
      name: 'Four April',
      channel: 'email',
      onDay: '2027-04-04',
      localTime: '09:30',
      rule: 'previous',
      recipients,
      ...more,
    };
    const { id } = await world.get(RunsService).draft(campaignId, await validate(newRun, terms), author);
    return { id, ...(await world.get(RunsService).plan(id, author)) };
  };
  const approved = async (recipients: string, more: Record<string, unknown> = {}) => {
    const { id, hash } = await planned(recipients, more);
    await world.get(RunsService).approve(id, hash, approver);
    return id;
  };
  const letterOf = (runId: string, iso: string) =>
    world.database.prisma.letter.findFirstOrThrow({ where: { runId, iso } });
  const eventsOf = (letterId: string, kind: string) =>
    world.database.prisma.letterEvent.findMany({ where: { letterId, kind } });
  const dispatch = async () => {
    world.clock.moveTo('2027-04-02T09:00:00Z');
    await world.get(LettersDispatcher).sendDue();
  };

  beforeAll(async () => {
    world = await World.create({ MAIL_PER_ADDRESS_PER_DAY: '20' });
    await world.get(TreatiesReference).load();
    await world.get(ClaimsReference).load();
    await world.loadsCampaign();
    await world.get(MinistriesReference).load();
    await world.get(MinistriesDemo).loadDemo('cli');
    campaignId = (await world.database.prisma.campaign.findFirstOrThrow({ where: { slug: 'reconsider' } })).id;
    await world.database.prisma.petition.updateMany({ data: { opensAt: new Date('2027-01-01') } });
  });
  afterAll(() => world.close());
  beforeEach(() => {
    world.clock.moveTo('2027-03-25T12:00:00Z');
    world.smtp.sent.length = 0;
    world.smtp.onSend = () => undefined;
  });

  it('go to States party only, with a consent that names the State in the wording shown', async () => {
    const states = (await letters().recipients('fr')).map(({ iso }) => iso);
    expect(states).toEqual(expect.arrayContaining(['FR', 'DE', 'BR']));
    // Not to be addressed without legal advice.
    expect(states).not.toContain('AF');
    for (const iso of ['US', 'RU', 'KR', 'UA']) expect(states).not.toContain(iso);
    const consent = { wording: letterVersion, recipient: 'US' };
    await expect(writes('a@example.org', 'US')).rejects.toMatchObject({
      faults: [{ pointer: '/to', code: 'letter.state' }],
    });
    await expect(writes('a@example.org', 'FR', { consent })).rejects.toMatchObject({
      faults: [{ code: 'consent.unknown_recipient' }],
    });
    await expect(writes('a@example.org', 'FR', { consent: { wording: '1', recipient: 'FR' } })).rejects.toMatchObject({
      faults: [{ code: 'consent.unknown_wording' }],
    });
    await expect(writes('a@example.org', 'FR', { consent: undefined })).rejects.toMatchObject({
      faults: [{ pointer: '/consent' }],
    });
    expect(await world.database.prisma.personalLetter.count()).toBe(0);
    // Left out, it is for the writer's own State.
    await writes('own@example.org', 'GB', { to: undefined });
    expect(await rowOf('own@example.org', 'GB')).toMatchObject({ status: 'unconfirmed', iso: 'GB' });
  });

  it('are confirmed as they were read, once, and the consent stands as it was shown', async () => {
    await writes('ada@example.org', 'FR');
    const token = tokenIn('ada@example.org');
    const first = await confirmations().look(token);
    // Somebody else may send the form with her address before she has pressed the button.
    await writes('ada@example.org', 'FR', { name: 'Mallory', text: sentences(9_000) });
    await expect(confirmations().confirm(token, first.shown)).rejects.toMatchObject({
      code: 'personal_letter.changed',
    });
    const second = await confirmations().look(token);
    expect(second).toMatchObject({ name: 'Mallory', id: first.id, status: 'unconfirmed' });
    expect(await confirmations().confirm(token, second.shown)).toBe('confirmed');
    expect(await confirmations().confirm(token, second.shown)).toBe('repeated');
    const row = await rowOf('ada@example.org', 'FR');
    expect(row).toMatchObject({ status: 'waiting', nearestId: null, groupId: row.id });
    expect(
      await world.database.prisma.consent.findFirst({ where: { subjectId: row.id }, orderBy: { id: 'desc' } }),
    ).toMatchObject({
      purpose: 'government',
      recipient: 'FR',
      wording: letterVersion,
      given: true,
      locale: 'en',
      method: 'form',
      page: form.page,
    });
    // Now it stays; who sends the form again is told by email what there is.
    await writes('ada@example.org', 'FR', { text: sentences(9_500) });
    expect((await byId(row.id)).text).toBe(second.text);
    expect(world.smtp.to('ada@example.org').at(-1)).toMatchObject({ subject: 'Your letter to a foreign ministry' });
    expect(world.smtp.to('ada@example.org').at(-1)?.text).toContain('It is waiting to be read by our team');
    await expect(confirmations().look(`${token.slice(0, -2)}AA`)).rejects.toMatchObject({ code: 'link.invalid' });
  });

  it('are taken once when the same form arrives at the same moment, and suspicious ones never replace honest ones', async () => {
    await Promise.all(
      Array.from({ length: 6 }, (_, n) => writes('once@example.org', 'FR', { text: sentences(20_000 + n * 50) })),
    );
    expect(
      await world.database.prisma.personalLetter.count({
        where: { supporterId: (await supporterOf('once@example.org')).id },
      }),
    ).toBe(1);
    const honest = await rowOf('once@example.org', 'FR');
    const consent = { wording: letterVersion, recipient: 'FR' };
    const body = { name: 'Bot', email: 'once@example.org', country: 'GB', to: 'FR', text: sentences(30_000), consent };
    expect(
      await letters().start('reconsider', await validate(newPersonalLetter, body), { ...form, honeypot: 'filled' }),
    ).toEqual({
      status: 'confirmation_sent',
    });
    expect(await rowOf('once@example.org', 'FR')).toMatchObject({ name: honest.name, flagRule: null });
  });

  it('cause no more emails to a mailbox than its daily allowance, however often the form is sent', async () => {
    for (let n = 0; n < 22; n++) {
      await writes('often@example.org', 'SE');
      world.clock.advance(minutes(11));
    }
    expect(world.smtp.to('often@example.org')).toHaveLength(20);
    expect(await rowOf('often@example.org', 'SE')).toMatchObject({ status: 'unconfirmed' });
  });

  it('are counted for the update whose link their writer followed, while they count and nothing of them was withdrawn', async () => {
    const source = 'hearing-in-may';
    const brought = async () =>
      (await world.get(UpdateResults).of({ slug: source, campaignId, publishedAt: world.clock.now() })).letters;
    await writes('came@example.org', 'SE', { source: 'elsewhere' });
    await writes('came@example.org', 'SE', { source });
    await writes('bot@example.org', 'SE', { source });
    const { id: suspicious } = await rowOf('bot@example.org', 'SE');
    await world.database.prisma.personalLetter.update({ where: { id: suspicious }, data: { flagRule: 'honeypot' } });
    const token = tokenIn('bot@example.org');
    await confirmations().confirm(token, (await confirmations().look(token)).shown);
    expect(await brought()).toBe(0);
    const { id } = await confirms('came@example.org', 'SE', { source });
    expect([await brought(), (await byId(id)).source]).toEqual([1, source]);
    await moderation().decide({ ids: [suspicious], action: 'accept' }, approver);
    expect(await brought()).toBe(2);
    const own = await ownData().look(await meToken('came@example.org'), 'en');
    expect(own.letters.map((one) => one.source)).toEqual([source]);
    await world.get(OwnLettersService).withdraw(await meToken('came@example.org'), id, 'en');
    expect([await brought(), (await byId(id)).source]).toEqual([1, null]);
    await ownData().forget(await meToken('bot@example.org'));
    expect(await brought()).toBe(0);
  });

  it('are measured against earlier letters to the same ministry, and decided as a group; each reading is in the audit log', async () => {
    const text = sentences(40_000);
    const first = await confirms('g1@example.org', 'IT', { text });
    const copy = await confirms('g2@example.org', 'IT', { text: text.toUpperCase() });
    const near = await confirms('g3@example.org', 'IT', { text: text.replace('matter 280028', 'matters') });
    const other = await confirms('g4@example.org', 'IT');
    const elsewhere = await confirms('g5@example.org', 'ES', { text });
    expect(copy).toMatchObject({ nearestId: first.id, similarity: 100, groupId: first.id, minHash: [] });
    expect(near).toMatchObject({ nearestId: first.id, groupId: first.id });
    expect(near.similarity).toBeGreaterThan(80);
    expect(near.similarity).toBeLessThan(100);
    expect([other.groupId, elsewhere.groupId]).toEqual([other.id, elsewhere.id]);
    const {
      groups: [group],
    } = await moderation().queue('waiting', first.id, approver);
    expect(group?.letters.map(({ id }) => id)).toEqual([first.id, copy.id, near.id]);
    const entry = await world.database.prisma.auditEntry.findFirst({
      where: { action: 'letters.personal_read' },
      orderBy: { id: 'desc' },
    });
    expect(entry).toMatchObject({ actor: approver, details: { letters: 3, groups: [first.id] } });
    const ids = [first.id, copy.id, near.id];
    await moderation().decide({ ids, action: 'reject', reason: 'off_topic' }, approver);
    await expect(moderation().decide({ ids: [...ids, other.id], action: 'accept' }, approver)).rejects.toMatchObject({
      code: 'personal_letter.status',
    });
    expect((await byId(other.id)).status).toBe('waiting');
    expect((await ownData().look(await meToken('g1@example.org'), 'en')).letters).toMatchObject([
      { status: 'rejected', reason: 'off_topic' },
    ]);
    await moderation().decide({ ids, action: 'undo' }, approver);
    expect(await byId(copy.id)).toMatchObject({ status: 'waiting', reason: null, decidedBy: null });
  });

  it('go with the campaign’s letter as one file, counted into its plan, and are delivered with it', async () => {
    const text = sentences(50_000);
    const rows = [
      await accepted('d1@example.org', 'FR', { text }),
      await accepted('d2@example.org', 'FR', { text, name: 'Bea Webb' }),
      await accepted('d3@example.org', 'FR'),
    ];
    const waiting = await confirms('d4@example.org', 'FR');
    const plan = await planned('FR, DE');
    const planOf = (iso: string) => plan.letters.find((one) => one.iso === iso)?.digest;
    expect(planOf('DE')).toBeNull();
    expect(planOf('FR')).toMatchObject({ ids: rows.map(({ id }) => id), waiting: 3 });
    // One more accepted letter is another plan.
    await moderation().decide({ ids: [waiting.id], action: 'accept' }, approver);
    expect((await world.get(RunsService).plan(plan.id, author)).hash).not.toBe(plan.hash);
    await moderation().decide({ ids: [waiting.id], action: 'undo' }, approver);
    const { hash } = await world.get(RunsService).plan(plan.id, author);
    await world.get(RunsService).approve(plan.id, hash, approver);
    const shown = await world.get(Enclosures).show((await letterOf(plan.id, 'FR')).id, approver);
    expect(shown.content.subarray(0, 5).toString()).toBe('%PDF-');
    await dispatch();
    const letter = await letterOf(plan.id, 'FR');
    const [mail] = world.smtp.to('mfa.fr@foreign-ministry.example');
    expect(mail?.attachments?.map(({ filename }) => filename)).toEqual([
      `${letter.reference}.pdf`,
      `${letter.reference}-letters.pdf`,
    ]);
    expect(mail?.attachments?.[1]?.content.equals(shown.content)).toBe(true);
    expect(world.smtp.to('mfa.de@foreign-ministry.example')[0]?.attachments).toHaveLength(1);
    for (const { id } of rows)
      expect(await byId(id)).toMatchObject({ status: 'delivered', letterId: letter.id, deliveredAt: letter.sentAt });
    expect(await byId(waiting.id)).toMatchObject({ status: 'waiting', letterId: null });
    expect(await eventsOf(letter.id, 'digest_enclosed')).toMatchObject([
      { details: { planned: 3, enclosed: 3, dropped: 0 } },
    ]);
    expect((await ownData().look(await meToken('d1@example.org'), 'en')).letters).toMatchObject([
      { status: 'delivered', reference: letter.reference, deliveredAt: letter.sentAt?.toISOString() },
    ]);
    await expect(moderation().decide({ ids: [rows[0]?.id ?? ''], action: 'undo' }, approver)).rejects.toMatchObject({
      code: 'personal_letter.status',
    });
  });

  it('drop out when consent or letter was withdrawn after the approval, and nothing else of the plan changes', async () => {
    const [stays, goes, says] = [
      await accepted('w1@example.org', 'NL'),
      await accepted('w2@example.org', 'NL', { name: 'Zq Withdrawn' }),
      await accepted('w3@example.org', 'NL'),
    ];
    // The third has signed too, and takes the naming to that government back there.
    await world.confirms('reconsider', 'w3@example.org', {
      consents: [
        { purpose: 'signature', wording: '2026-11' },
        { purpose: 'government', wording: '2026-11', recipient: 'NL' },
      ],
    });
    const run = await approved('NL');
    await world
      .get(OwnLettersService)
      .withdraw(await meToken('w2@example.org'), goes.id, 'en')
      .catch(() => undefined);
    const signature = await world.signatureOf('reconsider', 'w3@example.org');
    await ownData().setConsents(await meToken('w3@example.org'), signature.id, [], 'en');
    world.smtp.sent.length = 0;
    await dispatch();
    const letter = await letterOf(run, 'NL');
    expect(letter.status).toBe('sent');
    expect(await eventsOf(letter.id, 'digest_enclosed')).toMatchObject([
      { details: { planned: 3, enclosed: 1, dropped: 2 } },
    ]);
    expect((await byId(stays.id)).status).toBe('delivered');
    expect(await byId(goes.id)).toMatchObject({ status: 'withdrawn', name: null, text: null, letterId: null });
    expect(await byId(says.id)).toMatchObject({ status: 'accepted', letterId: null });
    expect(world.smtp.sent[0]?.attachments).toHaveLength(2);
    expect(await placesOf(world.url, ['Zq Withdrawn'])).toEqual([]);
  });

  it('wait for a person when nobody knows whether their letter arrived, and go again after a temporary failure', async () => {
    const row = await accepted('u1@example.org', 'BE');
    const run = await approved('BE');
    world.smtp.onSend = () =>
      Promise.reject(
        Object.assign(new Error('later'), { command: 'RCPT TO', responseCode: 451, response: '451 4.7.1' }),
      );
    await dispatch();
    expect(await letterOf(run, 'BE')).toMatchObject({ status: 'deferred' });
    expect(await byId(row.id)).toMatchObject({ status: 'accepted', letterId: null });
    world.smtp.onSend = () =>
      Promise.reject(Object.assign(new Error('reset'), { code: 'ECONNRESET', handedOver: true }));
    world.clock.advance(10 * 60_000);
    await world.get(LettersDispatcher).sendDue();
    const letter = await letterOf(run, 'BE');
    expect(letter).toMatchObject({ status: 'outcome_unknown' });
    expect(await byId(row.id)).toMatchObject({ status: 'unsure', letterId: letter.id });
    expect((await planned('BE', { onDay: '2027-05-10' })).letters[0]?.digest).toBeNull();
    await world.get(LettersService).decide(letter.id, 'arrived', author);
    expect(await byId(row.id)).toMatchObject({ status: 'delivered', letterId: letter.id });
  });

  it('of a process that died with their letter in flight wait for a person, who may send them with the next', async () => {
    const row = await accepted('x1@example.org', 'IE');
    const letter = await letterOf(await approved('IE'), 'IE');
    const lease = { status: 'sending', leaseBy: 'dead', leaseUntil: new Date('2027-04-02T07:00:00Z') };
    await world.database.prisma.letter.update({ where: { id: letter.id }, data: lease });
    await world.database.prisma.personalLetter.update({
      where: { id: row.id },
      data: { status: 'sending', letterId: letter.id },
    });
    await dispatch();
    expect(await byId(row.id)).toMatchObject({ status: 'unsure', letterId: letter.id });
    await world.get(LettersService).decide(letter.id, 'cancel', author);
    expect((await byId(row.id)).status).toBe('unsure');
    await moderation().decide({ ids: [row.id], action: 'not_arrived' }, approver);
    expect(await byId(row.id)).toMatchObject({ status: 'accepted', letterId: null });
    expect((await planned('IE', { onDay: '2027-05-10' })).letters[0]?.digest?.ids).toEqual([row.id]);
  });

  it('are pages of the letter on paper, and delivered when it is posted', async () => {
    const row = await accepted('p1@example.org', 'AT');
    const channel = {
      kind: 'post',
      address: 'Office\nStreet 1\nCity',
      source: 'test',
      confidence: 'high',
      enteredBy: author,
      enteredAt: world.clock.now(),
      verifiedBy: approver,
      verifiedAt: world.clock.now(),
    };
    await world.database.prisma.ministryChannel.create({
      data: { id: '01900000-0000-7000-8000-00000000aaaa', iso: 'AT', ...channel },
    });
    const run = await approved('AT', { channel: 'post' });
    const letter = await letterOf(run, 'AT');
    expect([letter.status, letter.held]).toEqual(['to_print', []]);
    const pagesOf = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;
    const whole = await world.get(LettersService).pdf(letter.id);
    await world.get(LettersService).decide(letter.id, 'posted', author);
    expect(await byId(row.id)).toMatchObject({ status: 'delivered', letterId: letter.id });
    const digest = await world.get(Enclosures).show(letter.id, approver);
    expect(pagesOf(whole.content)).toBeGreaterThan(pagesOf(digest.content));
  });

  it('that nobody confirms are erased after 14 days, and those not accepted after 180; forgetting leaves no plaintext', async () => {
    const trace = 'qzvxjkrare';
    await writes(`${trace}1@example.org`, 'DE', { name: `Unconfirmed ${trace}` });
    const rejected = await confirms(`${trace}2@example.org`, 'DE', {
      name: `Rejected ${trace}`,
      text: `${trace} ${sentences(70_000)}`,
    });
    await moderation().decide({ ids: [rejected.id], action: 'reject', reason: 'other' }, approver);
    const kept = await accepted(`${trace}3@example.org`, 'DE', {
      name: `Kept ${trace}`,
      text: `${trace} ${sentences(80_000)}`,
    });
    const retention = world.get(RetentionService);
    const of = async (key: string) => (await retention.apply('cli')).find(({ rule }) => rule.key === key)?.rows;
    world.clock.advance(days(13));
    expect(await of('unconfirmed_letters')).toBe(0);
    world.clock.advance(days(2));
    expect(await of('unconfirmed_letters')).toBeGreaterThan(0);
    expect(await placesOf(world.url, [`Unconfirmed ${trace}`, `${trace}1@`])).toEqual([]);
    world.clock.advance(days(170));
    expect(await of('rejected_letters')).toBe(1);
    expect(await placesOf(world.url, [`Rejected ${trace}`, `${trace}2@`])).toEqual([]);
    // Anyone who was not accepted may write again.
    await writes(`${trace}2@example.org`, 'DE', { name: 'Again' });
    expect(await rowOf(`${trace}2@example.org`, 'DE')).toMatchObject({ status: 'unconfirmed', name: 'Again' });
    await ownData().forget(await meToken(`${trace}2@example.org`));
    expect(await placesOf(world.url, [trace])).not.toEqual([]);
    await ownData().forget(await meToken(`${trace}3@example.org`));
    expect(await placesOf(world.url, [trace])).toEqual([]);
    // That there was one stays.
    expect(await byId(kept.id)).toMatchObject({
      iso: 'DE',
      status: 'withdrawn',
      supporterId: null,
      minHash: [],
      bands: [],
    });
  });

  it('keep the address of their writer when the signature is withdrawn, and show everything that is held', async () => {
    const row = await confirms('both@example.org', 'PT', { name: 'Both Things' });
    await world.confirms('reconsider', 'both@example.org', {
      consents: [{ purpose: 'signature', wording: '2026-11' }],
    });
    const token = await meToken('both@example.org');
    await ownData().withdraw(token, (await world.signatureOf('reconsider', 'both@example.org')).id);
    const data = await ownData().look(token, 'en');
    expect(data.signatures).toEqual([]);
    expect(data.letters).toMatchObject([
      {
        id: row.id,
        iso: 'PT',
        status: 'waiting',
        name: 'Both Things',
        country: 'GB',
        text: row.text,
        consents: [{ recipient: 'PT', given: true }],
      },
    ]);
    // Every column that is called shown is in the download.
    const values =
      (
        await world.database.prisma.$queryRaw<
          Record<string, Date | string | null>[]
        >`select * from personal_letter where id = ${row.id}::uuid`
      )[0] ?? {};
    for (const [column, fate] of Object.entries(personalTables.personal_letter?.columns ?? {})) {
      const value = values[column];
      if (fate !== 'shown' || !value) continue;
      expect([column, JSON.stringify(data)]).toEqual([
        column,
        expect.stringContaining(value instanceof Date ? value.toISOString() : value),
      ]);
    }
    // With the last thing the address goes too.
    await world.get(OwnLettersService).withdraw(token, row.id, 'en');
    await expect(ownData().look(token, 'en')).rejects.toMatchObject({ code: 'link.invalid' });
    expect(await placesOf(world.url, ['both@example.org', 'Both Things'])).toEqual([]);
    // Another person's letter is never reached.
    const other = await confirms('other@example.org', 'PT');
    await confirms('third@example.org', 'PT');
    const foreign = world.get(OwnLettersService).withdraw(await meToken('third@example.org'), other.id, 'en');
    await expect(foreign).rejects.toMatchObject({ code: 'link.invalid' });
  });
});
