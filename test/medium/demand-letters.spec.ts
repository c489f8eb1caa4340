import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DemandViews } from '../../src/campaigns/demands/demand-views.service.js';
import { AnswersService } from '../../src/replies/answers/answers.service.js';
import { newAnswer, newCoding } from '../../src/replies/answers/stances.schema.js';
import { validate } from '../../src/platform/http/validation.js';
import { LedgerService } from '../../src/treaties/ledger.service.js';
import { newTreatyEvent } from '../../src/treaties/treaties.schema.js';
import { approver, author, LettersDesk } from '../support/letters.js';

const [ukraine, mines, clusters] = [
  'ukraine-announce-withdrawal',
  'parties-mines-reconsider',
  'parties-cluster-munitions-reconsider',
];

describe('what letters, replies and the ledger say about demands', () => {
  let desk: LettersDesk;
  let frLetter: string;
  const statusOf = async (slug: string, iso: string, audience: 'public' | 'staff' = 'public') =>
    (await desk.world.get(DemandViews).get(slug, 'en', audience)).addressees.find((one) => one.iso === iso);
  const reply = async (iso: string, stance: string, coders: string[], receivedOn = '2027-04-20') => {
    const answers = desk.world.get(AnswersService);
    const letterId = iso === 'FR' ? { letterId: frLetter } : {};
    const input = { receivedOn, medium: 'email', locale: 'en', quote: 'A sentence.', ...letterId };
    const { id } = await answers.enter(iso, await validate(newAnswer, input), author);
    for (const coder of coders) await answers.code(iso, id, await validate(newCoding, { stance }), coder);
    return id;
  };

  beforeAll(async () => {
    desk = await LettersDesk.create({ LETTERS_PUBLIC: 'on' });
    desk.world.clock.moveTo('2027-03-20T12:00:00Z');
    const run = await desk.approved({ recipients: 'FR DE UA TR' });
    for (const at of ['2027-03-31T07:00:00Z', '2027-04-02T06:35:00Z', '2027-04-02T11:00:00Z', '2027-04-02T15:00:00Z'])
      await desk.sendAt(at);
    frLetter = (await desk.letterOf(run, 'FR')).id;
  });
  afterAll(() => desk.world.close());

  it('carries a demand to the States whose letter has its section, and to no other', async () => {
    expect(await statusOf(mines, 'FR')).toMatchObject({ status: 'sent', since: '2027-04-02' });
    expect(await statusOf(clusters, 'FR')).toMatchObject({ status: 'sent' });
    expect(await statusOf(mines, 'TR')).toMatchObject({ status: 'sent' });
    expect(await statusOf(clusters, 'TR')).toBeUndefined();
    expect(await statusOf(ukraine, 'UA')).toMatchObject({ status: 'sent' });
    expect(await statusOf(mines, 'NO')).toMatchObject({ status: 'stated' });
  });

  it('shows a reply to staff at once, and what it says to everybody when two people agree and it is published', async () => {
    desk.world.clock.moveTo('2027-04-21T12:00:00Z');
    const id = await reply('FR', 'rejects', [author]);
    expect(await statusOf(mines, 'FR', 'staff')).toMatchObject({ status: 'acknowledged', stance: null });
    expect(await statusOf(mines, 'FR')).toMatchObject({ status: 'sent' });
    const answers = desk.world.get(AnswersService);
    await answers.code('FR', id, await validate(newCoding, { stance: 'rejects' }), approver);
    expect(await statusOf(mines, 'FR', 'staff')).toMatchObject({ status: 'refused', stance: 'rejects' });
    expect(await statusOf(mines, 'FR')).toMatchObject({ status: 'sent' });
    await answers.publish('FR', id, true, approver);
    expect(await statusOf(mines, 'FR')).toMatchObject({ status: 'refused', since: '2027-04-20', stance: 'rejects' });
  });

  it('counts a reply to no certain letter for every demand that was carried, and for none before its letter', async () => {
    await reply('DE', 'reviewing', [author, approver]);
    await reply('NO', 'rejects', [author, approver]);
    expect(await statusOf(mines, 'DE', 'staff')).toMatchObject({ status: 'answered', stance: 'reviewing' });
    expect(await statusOf(clusters, 'DE', 'staff')).toMatchObject({ status: 'answered' });
    expect(await statusOf(mines, 'NO', 'staff')).toMatchObject({ status: 'stated' });
  });

  it('keeps a State that gives notice among the addressees, and a demand to those who left finds it', async () => {
    const ledger = desk.world.get(LedgerService);
    const day = '2027-04-21';
    const source = { sourceTitle: 'The depositary', sourceUrl: 'https://example.org/', asOf: day, confidence: 'high' };
    const notice = { iso: 'FR', convention: 'APMBC', kind: 'notice_received', on: day, ...source };
    const { id } = await ledger.record(await validate(newTreatyEvent, notice), author);
    await ledger.review(id, { decision: 'verified', note: null }, approver);
    expect(await statusOf(mines, 'FR')).toMatchObject({ status: 'partly_met', metActs: ['reconsider'] });
    expect(await statusOf(clusters, 'FR')).toMatchObject({ status: 'refused', metActs: [] });
    expect(await statusOf('withdrawn-mines-share-reasons', 'FR')).toMatchObject({
      status: 'stated',
      addressedSince: '2027-04-21',
    });
  });

  it('tells nothing of letters and replies where they are not public', async () => {
    const beside = await desk.world.beside({ LETTERS_PUBLIC: 'off' });
    const view = await beside.get(DemandViews).get(clusters, 'en');
    expect(view.lettersPublic).toBe(false);
    expect(view.counts.stated).toBe(view.addresseeCount);
    expect(view.timeline.map(({ what }) => what)).toEqual(['stated']);
    expect((await beside.get(DemandViews).get(clusters, 'en', 'staff')).counts.refused).toBeGreaterThan(0);
    await beside.close();
  });
});
