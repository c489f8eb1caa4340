import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { validate } from '../../src/platform/http/validation.js';
import { AnswersService } from '../../src/replies/answers/answers.service.js';
import { LetterFates } from '../../src/replies/answers/letter-fates.service.js';
import { newAnswer } from '../../src/replies/answers/stances.schema.js';
import { author, LettersDesk } from '../support/letters.js';

describe('what became of the letters', () => {
  let desk: LettersDesk;
  beforeAll(async () => {
    desk = await LettersDesk.create();
    desk.world.clock.moveTo('2027-03-25T12:00:00Z');
  });
  afterAll(() => desk.world.close());

  const fates = async (): Promise<Record<string, string>> => {
    const { states } = await desk.world.get(LetterFates).of(desk.campaignId);
    return Object.fromEntries(states.map(({ iso, fate }) => [iso, fate]));
  };

  it('is nothing before anybody is written to, or while a mailing is only planned', async () => {
    await desk.runs.plan(await desk.drafted({ recipients: 'FR' }), author);
    const { states, counts } = await desk.world.get(LetterFates).of(desk.campaignId);
    expect(counts).toEqual({ not_written: states.length, waiting: 0, no_address: 0, bounced: 0, sent: 0, replied: 0 });
    expect(states.length).toBeGreaterThan(190);
  });

  it('is told State by State, by the newest letter', async () => {
    const run = await desk.approved({ recipients: 'FR DE ES PT IT' });
    expect(await fates()).toMatchObject({ FR: 'waiting', DE: 'waiting', NO: 'not_written' });
    await desk.sendAt('2027-04-02T11:00:00Z');
    expect(await fates()).toMatchObject({ FR: 'sent', DE: 'sent', ES: 'sent', PT: 'sent' });
    const change = async (iso: string, data: object) => {
      const { id } = await desk.letterOf(run, iso);
      await desk.world.database.prisma.letter.update({ where: { id }, data });
    };
    await change('DE', { status: 'needs_channel' });
    await change('ES', { status: 'needs_channel', sentAt: null });
    await change('IT', { status: 'held', sentAt: null, held: [{ code: 'ministry.no_channel', detail: 'None.' }] });
    const reply = { receivedOn: '2027-04-02', medium: 'post', locale: 'fr', quote: 'Oui.' };
    await desk.world.get(AnswersService).enter('FR', await validate(newAnswer, reply), author, desk.campaignId);
    const { counts, states } = await desk.world.get(LetterFates).of(desk.campaignId);
    expect(await fates()).toMatchObject({
      FR: 'replied',
      DE: 'bounced',
      ES: 'no_address',
      IT: 'no_address',
      PT: 'sent',
    });
    expect(counts).toMatchObject({ replied: 1, bounced: 1, no_address: 2, sent: 1, waiting: 0 });
    expect(states.find(({ iso }) => iso === 'FR')).toMatchObject({ iso3: 'FRA', sentOn: '2027-04-02' });
    // A later letter to the same State is a new beginning.
    await desk.forgetLetters();
    await desk.approved({ recipients: 'DE' });
    expect((await fates()).DE).toBe('waiting');
  });

  it('is that of one campaign', async () => {
    const { counts } = await desk.world.get(LetterFates).of('00000000-0000-7000-8000-00000000000c');
    expect(counts.not_written).toBeGreaterThan(190);
  });
});
