import { audienceShape } from '../../src/updates/audience/audience.schema.js';
import { recipientStates } from '../../src/updates/recipients.status.js';
import { Freezing } from '../../src/updates/sending/freezing.service.js';
import { UpdateMailings } from '../../src/updates/sending/mailings.service.js';
import { UpdateMailingsWaiting } from '../../src/updates/sending/update-mailings-waiting.service.js';
import { UpdateDispatcher } from '../../src/updates/sending/update-dispatcher.js';
import { minutes } from '../../src/platform/clock.js';
import { approver, planner, publishUpdate, readers, sendsUpdates, startMailing, sumsOf } from '../support/updates.js';
import { World } from '../support/world.js';

describe('a mailing of an update', () => {
  let world: World;
  let mailings: UpdateMailings;
  let petition: string;
  let update: string;

  beforeAll(async () => {
    world = await World.create({ UPDATE_APPROVAL_ABOVE: '2', UPDATE_MAILS_PER_WEEK: '20' });
    mailings = world.get(UpdateMailings);
  });
  afterAll(() => world.close());
  beforeEach(async () => {
    petition = await world.openPetition();
    update = await publishUpdate(world, petition);
  });

  const audience = () => audienceShape.parse({ petitions: [petition] });
  const people = (n: number): Promise<void> =>
    readers(
      world,
      petition,
      Array.from({ length: n }, (_, i) => `reader${i}@${petition}.example`),
    );
  const plan = (notAfter: Date | null = null) => mailings.plan(update, { audience: audience(), notAfter }, planner);
  const status = async () => {
    const found = await mailings.statusOf(update);
    if (!found) throw new Error('No mailing is planned.');
    return found;
  };
  const start = async (typed: number) =>
    mailings.start(update, { typed, revision: (await status()).revision }, planner);
  /** Who may not approve it, as long as it waits for somebody who does. */
  const waiting = async (): Promise<(readonly string[])[]> => {
    const { slug, campaignId } = await world.database.prisma.campaignUpdate.findUniqueOrThrow({
      where: { id: update },
    });
    const all = await world.get(UpdateMailingsWaiting).toApprove(campaignId);
    return all.filter(({ at }) => at === slug).map(({ by }) => by);
  };
  const sent = (): number => world.smtp.sent.filter(({ to }) => to.endsWith(`@${petition}.example`)).length;
  const refusal = (code: string) => expect.objectContaining({ code: `update_mailing.${code}` }) as Error;

  it('needs a second person above a number, who has neither written nor planned it, and for exactly what was approved', async () => {
    await people(3);
    await plan();
    expect(await waiting()).toEqual([[planner, 'staff:author']]);
    await expect(start(3)).rejects.toEqual(refusal('approval_missing'));
    for (const actor of [planner, 'staff:author'])
      await expect(mailings.approve(update, 1, actor ?? '')).rejects.toEqual(refusal('same_person'));
    await expect(mailings.approve(update, 2, approver)).rejects.toEqual(refusal('changed'));
    await mailings.approve(update, 1, approver);
    expect(await waiting()).toEqual([]);
    await plan();
    expect((await status()).approvedBy).toBeNull();
    await expect(start(3)).rejects.toEqual(refusal('approval_missing'));
    await mailings.approve(update, 2, approver);
    const { texts } = await world.database.prisma.updateVersion.findFirstOrThrow({ where: { updateId: update } });
    await world.database.prisma.updateVersion.create({
      data: {
        updateId: update,
        number: 2,
        hash: '',
        texts: texts as object,
        publishedBy: 'staff:author',
        publishedAt: world.clock.now(),
      },
    });
    await expect(start(3)).rejects.toEqual(refusal('approval_expired'));
    expect(await world.database.prisma.updateRecipient.count({ where: { updateId: update } })).toBe(0);
  });

  it('starts once, with the number that was shown, and for somebody', async () => {
    await plan();
    await expect(start(0)).rejects.toEqual(refusal('empty'));
    await people(2);
    await expect(start(200)).rejects.toEqual(refusal('number'));
    await expect(mailings.start(update, { typed: 2, revision: 7 }, planner)).rejects.toEqual(refusal('changed'));
    const outcomes = await Promise.allSettled([start(2), start(2), start(2)]);
    expect(outcomes.filter(({ status: outcome }) => outcome === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toEqual(refusal('state'));
    expect(await Promise.all([world.get(Freezing).freeze(update), world.get(Freezing).freeze(update)])).toEqual(
      expect.arrayContaining([2, null]),
    );
    await sendsUpdates(world);
    expect([await sumsOf(world, update), sent()]).toEqual([{ sent: 2 }, expect.any(Number)]);
  });

  it('is called back in its ten minutes, and can be planned again for others', async () => {
    await people(2);
    await startMailing(world, update, { petitions: [petition] });
    await mailings.cancel(update, approver);
    const before = sent();
    await sendsUpdates(world);
    expect(sent()).toBe(before);
    const other = await world.openPetition();
    await readers(world, other, ['only@elsewhere.example']);
    await startMailing(world, update, { petitions: [other] });
    await sendsUpdates(world);
    expect([await sumsOf(world, update), sent()]).toEqual([{ sent: 1 }, before]);
    await expect(plan()).rejects.toEqual(refusal('state'));
  });

  it('counts nobody who agreed after it was started', async () => {
    await people(1);
    await plan();
    await start(1);
    world.clock.advance(1_000);
    await readers(world, petition, ['late@later.example']);
    expect(await world.get(Freezing).freeze(update)).toBe(1);
  });

  it('stops at once when it is paused, and goes on where it stopped', async () => {
    await people(2);
    await startMailing(world, update, { petitions: [petition] });
    await mailings.pause(update, approver);
    const before = sent();
    await sendsUpdates(world);
    expect([sent(), (await status()).pausedBy]).toEqual([before, 'staff']);
    await mailings.resume(update, approver);
    await world.get(UpdateDispatcher).sendDue();
    expect([sent(), (await status()).state]).toEqual([before + 2, 'done']);
    await expect(mailings.pause(update, approver)).rejects.toEqual(refusal('state'));
  });

  it('sends nothing after its last moment, however late the clock or a worker is', async () => {
    await people(2);
    await plan(new Date(world.clock.now().getTime() + minutes(5)));
    await expect(start(2)).rejects.toEqual(refusal('too_late'));
    await plan(new Date(world.clock.now().getTime() + minutes(30)));
    await start(2);
    await world.get(Freezing).freeze(update);
    const before = sent();
    world.clock.advance(minutes(31));
    await world.get(UpdateDispatcher).sendDue();
    expect([sent(), (await status()).state]).toEqual([before, 'expired']);
  });

  it('waits for a person when nothing could leave for an hour', async () => {
    await people(2);
    await startMailing(world, update, { petitions: [petition] });
    const before = sent();
    world.clock.advance(minutes(80));
    await world.get(UpdateDispatcher).sendDue();
    expect([sent(), (await status()).state, (await status()).pausedBy]).toEqual([before, 'paused', 'late']);
    await mailings.resume(update, approver);
    await world.get(UpdateDispatcher).sendDue();
    expect(sent()).toBe(before + 2);
  });

  it('is not sent with a text that cannot be rendered, in whatever language', async () => {
    await people(1);
    await plan();
    const text = {
      title: 'Hello {name}',
      text: 'A long enough text for an email, with nothing else in it than words that fill the line.',
    };
    await world.database.prisma.campaignUpdate.update({ where: { id: update }, data: { texts: { en: text } } });
    await expect(start(1)).rejects.toEqual(refusal('not_ready'));
  });

  it('sends again what has an unknown outcome only when a person decides so, with the number', async () => {
    await people(2);
    await startMailing(world, update, { petitions: [petition] });
    world.smtp.onSend = () => {
      throw Object.assign(new Error('cut'), { code: 'ECONNECTION', handedOver: true, inTransaction: true });
    };
    await sendsUpdates(world);
    world.smtp.onSend = () => undefined;
    await sendsUpdates(world);
    expect([await sumsOf(world, update), (await status()).state]).toEqual([{ outcome_unknown: 2 }, 'done']);
    await expect(mailings.resendUnknown(update, 1, approver)).rejects.toEqual(refusal('number'));
    expect(await mailings.resendUnknown(update, 2, approver)).toBe(2);
    await sendsUpdates(world);
    expect([await sumsOf(world, update), (await status()).state]).toEqual([{ sent: 2 }, 'done']);
    const marked = await world.database.prisma.updateRecipient.count({
      where: { updateId: update, state: recipientStates.sent, reason: 'sent_again' },
    });
    expect(marked).toBe(2);
  });

  it('gives nobody more updates in a week than the cap', async () => {
    const capped = await world.beside({ UPDATE_MAILS_PER_WEEK: '1', UPDATE_APPROVAL_ABOVE: '100' });
    await people(1);
    await startMailing(capped, update, { petitions: [petition] });
    await sendsUpdates(capped);
    const second = await publishUpdate(capped, petition);
    await startMailing(capped, second, { petitions: [petition] });
    await sendsUpdates(capped);
    expect(await sumsOf(capped, second)).toEqual({ skipped: 1 });
    capped.clock.advance(minutes(60 * 24 * 7));
    const third = await publishUpdate(capped, petition);
    await startMailing(capped, third, { petitions: [petition] });
    await sendsUpdates(capped);
    expect(await sumsOf(capped, third)).toEqual({ sent: 1 });
    await capped.close();
  });
});
