import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ClaimsReference } from '../../src/claims/claims.reference.js';
import { ClaimsService } from '../../src/claims/claims.service.js';
import { CorrectionsService } from '../../src/letters/corrections/corrections.service.js';
import { LettersDispatcher } from '../../src/letters/sending/letters-dispatcher.js';
import { MinistriesDemo } from '../../src/ministries/ministries-demo.service.js';
import { MinistriesReference } from '../../src/ministries/ministries.reference.js';
import { newRun } from '../../src/letters/sending/runs.schema.js';
import { RunsService } from '../../src/letters/sending/runs.service.js';
import { newId } from '../../src/platform/ids.js';
import { validate } from '../../src/platform/http/validation.js';
import { TreatiesReference } from '../../src/treaties/treaties.reference.js';
import { World } from '../support/world.js';

const [author, approver] = ['staff:00000000-0000-7000-8000-000000000001', 'staff:00000000-0000-7000-8000-000000000002'];

describe('corrections', () => {
  let world: World;
  let campaignId: string;
  const corrections = () => world.get(CorrectionsService);
  const runs = () => world.get(RunsService);
  const affected = async (iso: string) => (await corrections().affected()).find((letter) => letter.iso === iso);
  const letterOf = (runId: string, iso: string) =>
    world.database.prisma.letter.findFirstOrThrow({ where: { runId, iso } });
  const send = async (id: string, at: string) => {
    const { hash } = await runs().plan(id, author);
    await runs().approve(id, hash, approver);
    world.clock.moveTo(at);
    await world.get(LettersDispatcher).sendDue();
  };
  const corrects = async (key: string) => {
    const { texts, expiresOn } = await world.get(ClaimsService).get(key);
    const wordings = { en: texts.en ?? '', fr: 'Le fait rectifié.', es: texts.es ?? '', uk: texts.uk ?? '' };
    const check = {
      verdict: 'mostly_true' as const,
      correctFact: 'The corrected fact.',
      expiresOn,
      note: 'A mistake was found',
      ...wordings,
    };
    await world.get(ClaimsService).check(key, check, approver);
  };
  let runId: string;

  beforeAll(async () => {
    world = await World.create();
    await world.get(TreatiesReference).load();
    await world.get(ClaimsReference).load();
    await world.loadsCampaign();
    await world.get(MinistriesReference).load();
    await world.get(MinistriesDemo).loadDemo('cli');
    campaignId = (await world.database.prisma.campaign.findFirstOrThrow({ where: { slug: 'reconsider' } })).id;
    await world.database.prisma.petition.updateMany({ data: { opensAt: new Date('2027-01-01') } });
    world.clock.moveTo('2027-03-25T12:00:00Z');
    await world.confirms('reconsider', 'leaves@example.org', {
      consents: [{ purpose: 'signature', wording: '2026-11' }],
    });
    const terms = {
      name: 'Four April',
      channel: 'email',
      onDay: '2027-04-04',
      localTime: '09:30',
      rule: 'previous',
      recipients: 'FR, DE, IT',
    };
    runId = (await runs().draft(campaignId, await validate(newRun, terms), author)).id;
    await send(runId, '2027-04-02T09:00:00Z');
  });
  afterAll(() => world.close());

  it('have nothing to say while everything that was sent is accurate', async () => {
    expect((await letterOf(runId, 'FR')).status).toBe('sent');
    expect(await corrections().affected()).toEqual([]);
    const { id } = await letterOf(runId, 'FR');
    await expect(corrections().draft({ letters: [id], onDay: '2027-04-08' }, author)).rejects.toMatchObject({
      code: 'correction.not_needed',
    });
  });

  it('find claims and positions corrected since, withdrawn letters, and the difference of the counts', async () => {
    world.clock.moveTo('2027-04-05T12:00:00Z');
    const letter = await letterOf(runId, 'FR');
    const key = letter.claims[0] ?? '';
    await corrects(key);
    await world.disowns((await world.tokensOf('reconsider', 'leaves@example.org')).disown);
    // What was written for another position than the ledger has for that day.
    await world.database.prisma.letter.update({
      where: { id: letter.id },
      data: { positions: { APMBC: 'party', CCM: 'withdrawn' } },
    });
    const at = {
      writtenAt: world.clock.now(),
      deliveredAt: letter.sentAt,
      withdrawnAt: world.clock.now(),
      erasedAt: world.clock.now(),
    };
    const petition = await world.database.prisma.petition.findFirstOrThrow({ where: { slug: 'reconsider' } });
    const row = {
      id: newId(),
      campaignId,
      petitionId: petition.id,
      iso: 'FR',
      status: 'withdrawn',
      locale: 'en',
      letterId: letter.id,
      ...at,
    };
    await world.database.prisma.personalLetter.create({ data: row });
    expect(await affected('FR')).toMatchObject({
      reference: letter.reference,
      weight: 'wrong',
      pendingRun: null,
      reasons: {
        claims: [{ key, note: 1, change: 'corrected', on: '2027-04-05', then: 1, now: 2 }],
        positions: [{ convention: 'CCM', said: 'withdrawn', holds: 'party' }],
        withdrawn: 1,
        counts: { said: 1, takenBack: 1, setAside: 0 },
      },
    });
    expect((await affected('DE'))?.reasons).toMatchObject({ claims: [{ key }], positions: [], withdrawn: 0 });
  });

  it('are runs that two people approve at once in spite of three weeks, and take the letter off the list', async () => {
    const letter = await letterOf(runId, 'FR');
    const order = { letters: [letter.id], onDay: '2027-04-07' };
    const drawn = await Promise.allSettled([corrections().draft(order, author), corrections().draft(order, approver)]);
    expect(drawn.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const [run] = await world.database.prisma.letterRun.findMany({ where: { purpose: 'correction' } });
    const id = run?.id ?? '';
    const [first, second] = run?.author === author ? [author, approver] : [approver, author];
    expect((await affected('FR'))?.pendingRun).toBe(id);
    const plan = await runs().plan(id, first);
    const [planned] = plan.letters;
    expect(planned).toMatchObject({ iso: 'FR', locale: 'fr', holds: [], digest: null });
    expect(planned?.text.composed?.subject).toContain(letter.reference);
    expect(planned?.text.composed?.text).toContain('Le fait rectifié.');
    expect(planned?.text.composed?.text).not.toMatch(/[{}]/);
    await expect(runs().approve(id, plan.hash, first)).rejects.toMatchObject({ code: 'run.same_person' });
    // Without approval nothing leaves, also not a correction.
    world.clock.moveTo('2027-04-07T08:30:00Z');
    await world.get(LettersDispatcher).sendDue();
    expect((await letterOf(id, 'FR')).status).toBe('planned');
    await runs().approve(id, plan.hash, second);
    await world.get(LettersDispatcher).sendDue();
    expect(await letterOf(id, 'FR')).toMatchObject({ status: 'sent', held: [] });
    expect(await affected('FR')).toBeUndefined();
    expect((await affected('DE'))?.weight).toBe('wrong');
  });

  it('come back on the list when more is found wrong, and an unusable claim holds the next one', async () => {
    world.clock.moveTo('2027-04-20T12:00:00Z');
    const letter = await letterOf(runId, 'FR');
    const key = letter.claims[1] ?? '';
    await corrects(key);
    expect((await affected('FR'))?.reasons).toMatchObject({
      claims: [{ key, note: 2, change: 'corrected' }],
      positions: [],
      withdrawn: 0,
      counts: null,
    });
    const { id } = await corrections().draft({ letters: [letter.id], onDay: '2027-04-22' }, author);
    await world.get(ClaimsService).retire(key, 'It was wrong after all', approver);
    expect((await runs().plan(id, author)).letters[0]?.holds).toMatchObject([{ code: 'claim.retired' }]);
    await runs().change(id, 'cancel', author);
    expect(await affected('FR')).toMatchObject({ pendingRun: null, reasons: { claims: [{ key, change: 'retired' }] } });
  });
});
