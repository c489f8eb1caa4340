import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AnswersService } from '../../src/replies/answers/answers.service.js';
import { PublishedLettersService } from '../../src/replies/answers/published-letters.service.js';
import { ScoreboardService } from '../../src/replies/answers/scoreboard.service.js';
import { SilenceService } from '../../src/replies/answers/silence.service.js';
import { StateTimelineService } from '../../src/replies/answers/state-timeline.service.js';
import { newAnswer, newCoding } from '../../src/replies/answers/stances.schema.js';
import { validate } from '../../src/platform/http/validation.js';
import { approver, author, LettersDesk } from '../support/letters.js';
import { ask } from '../support/whole-database.js';

const third = 'staff:00000000-0000-7000-8000-000000000003';

describe('answers of States', () => {
  let desk: LettersDesk;
  const answers = () => desk.world.get(AnswersService);
  const enter = async (iso: string, input: Record<string, string>) =>
    (
      await answers().enter(
        iso,
        await validate(newAnswer, { receivedOn: '2027-04-20', medium: 'email', locale: 'fr', ...input }),
        author,
      )
    ).id;
  const code = async (iso: string, id: string, stance: string, actor: string) =>
    answers().code(iso, id, await validate(newCoding, { stance }), actor);
  const board = () => desk.world.get(ScoreboardService).board();
  let fr: { id: string };

  beforeAll(async () => {
    desk = await LettersDesk.create({ LETTERS_PUBLIC: 'on' });
    desk.world.clock.moveTo('2027-03-25T12:00:00Z');
    const run = await desk.approved({ recipients: 'FR DE ES PT' });
    await desk.sendAt('2027-04-02T11:00:00Z');
    fr = await desk.letterOf(run, 'FR');
  });
  afterAll(() => desk.world.close());

  it('are recorded beside the letter they answer, and refused where they do not belong', async () => {
    const id = await enter('FR', { letterId: fr.id, quote: 'La France examine la question.' });
    expect(await answers().get('FR', id)).toMatchObject({
      quote: 'La France examine la question.',
      reading: { status: 'uncoded' },
    });
    await expect(enter('DE', { letterId: fr.id, quote: 'Nein.' })).rejects.toMatchObject({ code: 'answer.misplaced' });
    await expect(enter('QQ', { quote: 'No.' })).rejects.toMatchObject({ code: 'state.unknown' });
    await expect(
      validate(newAnswer, { receivedOn: '2027-04-31', medium: 'telepathy', locale: 'fr', quote: ' ' }),
    ).rejects.toMatchObject({
      faults: expect.arrayContaining(
        ['/receivedOn', '/medium', '/quote'].map((pointer) => expect.objectContaining({ pointer })),
      ),
    });
  });

  it('mean what two people say; a different word is a dispute until somebody changes their mind', async () => {
    const [{ id = '' } = {}] = await answers().of('FR');
    await code('FR', id, 'reviewing', author);
    expect((await answers().get('FR', id)).reading).toEqual({ status: 'provisional', stance: 'reviewing' });
    await code('FR', id, 'acknowledges_only', approver);
    expect((await answers().get('FR', id)).reading).toEqual({ status: 'disputed' });
    await code('FR', id, 'reviewing', approver);
    expect((await answers().get('FR', id)).reading).toEqual({ status: 'agreed', stance: 'reviewing' });
    // Nobody can take a word back from the record.
    await expect(ask(desk.world.url, 'delete from answer_coding')).rejects.toThrow();
    expect((await answers().get('FR', id)).codings).toHaveLength(3);
  });

  it('are published only when two people agree, and can be unpublished', async () => {
    const lone = await enter('ES', { quote: 'España no se retira.', locale: 'es' });
    await code('ES', lone, 'rejects', author);
    await expect(answers().publish('ES', lone, true, approver)).rejects.toMatchObject({ code: 'answer.not_agreed' });
    await code('ES', lone, 'rejects', third);
    await answers().publish('ES', lone, true, approver);
    expect((await answers().get('ES', lone)).publishedBy).toBe(approver);
    const shown = await desk.world.get(PublishedLettersService).list();
    expect(shown.map(({ iso }) => iso)).toEqual(['DE', 'ES', 'FR', 'PT']);
    expect(shown.find(({ iso }) => iso === 'ES')?.answers).toEqual([
      { on: '2027-04-20', quote: 'España no se retira.', locale: 'es', stance: 'rejects' },
    ]);
    expect(shown.find(({ iso }) => iso === 'FR')?.answers).toEqual([]);
    await answers().publish('ES', lone, false, approver);
    expect((await answers().get('ES', lone)).publishedAt).toBeNull();
  });

  it('come to a scoreboard with the agreement of the coders', async () => {
    const { states, contacted, answered, byStance, agreement } = await board();
    expect([contacted, answered]).toEqual([4, 2]);
    expect(states.find(({ iso }) => iso === 'FR')).toMatchObject({
      letters: 1,
      lastSentOn: '2027-04-02',
      answeredOn: '2027-04-20',
      reading: { stance: 'reviewing' },
    });
    expect(states.find(({ iso }) => iso === 'DE')).toMatchObject({ letters: 1, answers: 0, reading: null });
    expect(byStance).toMatchObject({ reviewing: 1, rejects: 1, open: 0 });
    expect(agreement).toMatchObject({ answers: 2, observed: 0.5 });
  });

  it('are in the timeline of the State beside the ledger', async () => {
    const entries = await desk.world.get(StateTimelineService).of('FR');
    const told = entries.map((entry) => `${entry.on} ${entry.what}`);
    expect(told.slice(0, 2)).toEqual(['2027-04-20 answer', '2027-04-02 letter']);
    expect(entries.filter(({ what }) => what === 'ledger').length).toBeGreaterThan(1);
    expect(told).toEqual(
      [...told].sort((a, b) => (a.slice(0, 10) < b.slice(0, 10) ? 1 : a.slice(0, 10) > b.slice(0, 10) ? -1 : 0)),
    );
  });

  describe('that do not come', () => {
    const silence = () => desk.world.get(SilenceService);
    const silent = async () => (await silence().proposals()).map(({ iso }) => iso);

    it('are proposed for a follow-up after the days of silence, unless more came than an acknowledgement', async () => {
      desk.world.clock.moveTo('2027-05-13T12:00:00Z');
      expect(await silent()).toEqual([]);
      desk.world.clock.moveTo('2027-05-20T12:00:00Z');
      expect(await silent()).toEqual(['DE', 'PT']);
      const id = await enter('PT', { quote: 'Recebido.', locale: 'pt' });
      expect(await silent()).toEqual(['DE']);
      await code('PT', id, 'acknowledges_only', author);
      expect(await silent()).toEqual(['DE', 'PT']);
    });

    it('become a run that sends nothing automatically, and are not proposed twice', async () => {
      const letters = (await silence().proposals()).map(({ id }) => id);
      const { runId } = await silence().followUp(desk.campaignId, letters.slice(0, 1), '2027-06-01', author);
      expect(await desk.runs.get(runId)).toMatchObject({ status: 'draft', purpose: 'follow_up', recipients: ['DE'] });
      await silence().leave(letters, 'They told us by phone', approver);
      expect(await silent()).toEqual([]);
      await expect(silence().leave(letters, 'Again', approver)).rejects.toMatchObject({ code: 'follow_up.nothing' });
      const before = desk.world.smtp.sent.length;
      await desk.sendAt('2027-06-01T09:00:00Z');
      expect(desk.world.smtp.sent).toHaveLength(before);
    });
  });
});
