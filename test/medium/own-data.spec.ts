import { randomBytes } from 'node:crypto';
import { hours } from '../../src/platform/clock.js';
import { Suppressions } from '../../src/platform/mail/suppressions.js';
import { OwnDataService } from '../../src/privacy/own-data.service.js';
import { differences } from '../support/count-ledger.js';
import { ownChecksums, placesOf } from '../support/whole-database.js';
import { World } from '../support/world.js';

const rare = () => Array.from(randomBytes(10), (byte) => String.fromCharCode(97 + (byte % 26))).join('');
const correction = {
  givenName: 'Grace',
  familyName: 'Hopper',
  country: 'FR',
  postalCode: '75001',
  comment: undefined,
  showName: false,
};

describe('my data', () => {
  let world: World;
  let ownData: OwnDataService;
  beforeAll(async () => {
    world = await World.create();
    ownData = world.get(OwnDataService);
  });
  afterAll(() => world.close());

  /** Asks for the link and reads it from the mailbox. @returns the token, or undefined when no email came */
  const link = async (email: string): Promise<string | undefined> => {
    const before = world.smtp.sent.length;
    await ownData.request(email, 'en', '203.0.113.9');
    await world.sendDue();
    return /\/me\/([\w-]+)/.exec(
      world.smtp.sent.slice(before).find(({ text }) => text.includes('/me/'))?.text ?? '',
    )?.[1];
  };
  const signed = async (email: string, details: Record<string, unknown> = {}) => {
    const petition = await world.openPetition();
    await world.confirms(petition, email, details);
    return { petition, id: (await world.signatureOf(petition, email)).id, token: (await link(email)) ?? '' };
  };

  it('is emailed to a known mailbox, in whatever spelling, and to no other', async () => {
    await signed('a.da@gmail.com');
    expect(await link('ada+x@googlemail.com')).toBeDefined();
    expect(world.smtp.to('a.da@gmail.com').at(-1)?.subject).toBe('Your data held by this campaign');
    const sent = world.smtp.sent.length;
    expect(await link('stranger@example.org')).toBeUndefined();
    expect(world.smtp.sent).toHaveLength(sent);
  });

  it('is emailed within the daily allowance of the mailbox, however often it is requested', async () => {
    await signed('often@example.org');
    for (let n = 0; n < 10; n++) await link('often@example.org');
    expect(world.smtp.to('often@example.org')).toHaveLength(5);
  });

  it('shows everything, and looking changes nothing', async () => {
    const { petition, token } = await signed('looks@example.org', {
      comment: 'Because.',
      consents: [{ purpose: 'newsletter', wording: '1' }],
    });
    const before = await ownChecksums(world.url);
    const data = await ownData.look(token, 'en');
    expect(await ownChecksums(world.url)).toEqual(before);
    expect(data).toMatchObject({ email: 'looks@example.org', unsubscribed: false });
    expect(data.signatures).toMatchObject([
      {
        petition: { slug: petition },
        status: 'confirmed',
        givenName: 'Ada',
        comment: 'Because.',
        number: 1,
        consents: [{ purpose: 'newsletter', given: true, method: 'api' }],
      },
    ]);
  });

  it('opens for a day, and only with a link made for it', async () => {
    const { petition, token } = await signed('expires@example.org');
    const { confirm } = await world.tokensOf(petition);
    await expect(ownData.look(confirm, 'en')).rejects.toMatchObject({ code: 'link.invalid' });
    await expect(ownData.look(`${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`, 'en')).rejects.toMatchObject({
      code: 'link.invalid',
    });
    world.clock.advance(hours(25));
    for (const action of [ownData.look(token, 'en'), ownData.forget(token), ownData.stopMail(token)])
      await expect(action).rejects.toMatchObject({ code: 'link.expired' });
  });

  it('never reaches another person’s signature', async () => {
    const mine = await signed('mine@example.org');
    const other = await signed('other@example.org');
    const before = await ownChecksums(world.url);
    for (const action of [
      () => ownData.correct(mine.token, other.id, correction, 'en'),
      () => ownData.withdraw(mine.token, other.id),
      () => ownData.setConsents(mine.token, other.id, ['newsletter'], 'en'),
    ])
      await expect(action()).rejects.toMatchObject({ code: 'link.invalid' });
    expect(await ownChecksums(world.url)).toEqual(before);
  });

  it.each(['waiting', 'confirmed', 'confirmed and folded'])(
    'corrects a %s signature and moves its country in the counts',
    async (state) => {
      const petition = await world.openPetition();
      const email = `${rare()}@example.org`;
      const confirm = (await world.signs(petition, email, { country: 'GB' })) ?? '';
      if (state !== 'waiting') await world.opens(confirm);
      if (state === 'confirmed and folded') await world.jobs.fold();
      const { id } = await world.signatureOf(petition, email);
      await ownData.correct((await link(email)) ?? '', id, correction, 'en');
      expect(await world.signatureOf(petition, email)).toMatchObject({
        givenName: 'Grace',
        country: 'FR',
        postalCode: '75001',
        comment: null,
        showName: false,
      });
      expect((await world.figuresOf(petition)).byCountry).toEqual(
        state === 'waiting' ? [] : [{ country: 'FR', count: 1 }],
      );
      expect(await differences(world.url)).toEqual([]);
      await world.jobs.fold();
      expect(await world.jobs.recount()).toBe(0);
    },
  );

  it('gives and withdraws consents as easily, one record for each change', async () => {
    const { id, token } = await signed('consents@example.org');
    const history = async () =>
      (await ownData.look(token, 'en')).signatures[0]?.consents.map(({ purpose, given, method }) => [
        purpose,
        given,
        method,
      ]);
    await ownData.setConsents(token, id, ['newsletter'], 'fr');
    await ownData.setConsents(token, id, ['newsletter'], 'fr');
    await ownData.setConsents(token, id, ['signature', 'unheard-of'], 'fr');
    expect(await history()).toEqual([
      ['newsletter', true, 'my_data'],
      ['newsletter', false, 'my_data'],
    ]);
  });

  it('withdraws one signature and leaves the others', async () => {
    const email = `${rare()}@example.org`;
    const first = await signed(email);
    const second = await signed(email);
    await ownData.withdraw(second.token, first.id);
    expect([await world.countOf(first.petition), await world.countOf(second.petition)]).toEqual([0, 1]);
    expect((await ownData.look(second.token, 'en')).signatures.map(({ id }) => id)).toEqual([second.id]);
    await expect(ownData.withdraw(second.token, first.id)).rejects.toMatchObject({ code: 'link.invalid' });
  });

  it('stops unrequested email, and still emails the link', async () => {
    const { token } = await signed('stops@example.org');
    await ownData.stopMail(token);
    expect(await link('stops@example.org')).toBeDefined();
    expect((await ownData.look(token, 'en')).unsubscribed).toBe(true);
  });

  it('erases a person everywhere, keeps the count right and a keyed hash that prevents unrequested email', async () => {
    const trace = rare();
    const email = `w.${trace}@rare-${trace}.example`;
    const details = {
      givenName: `W${trace}`,
      familyName: `Z${trace}`,
      postalCode: trace,
      comment: trace,
      source: trace,
      showName: true,
    };
    const first = await signed(email, details);
    const second = await signed(email, { ...details, consents: [{ purpose: 'newsletter', wording: '1' }] });
    const waiting = await world.openPetition();
    await world.fillsIn(waiting, email, details);
    await ownData.request(email, 'en', '203.0.113.9');
    expect(await placesOf(world.url, [trace])).not.toEqual([]);
    await ownData.forget(second.token);
    expect(await placesOf(world.url, [trace])).toEqual([]);
    expect([await world.countOf(first.petition), await world.countOf(second.petition)]).toEqual([0, 0]);
    expect(await differences(world.url)).toEqual([]);
    expect(await world.get(Suppressions).reasonsFor([email])).toEqual([new Set(['unsubscribed'])]);
    const sent = world.smtp.to(email).length;
    await world.sendDue();
    expect(world.smtp.to(email)).toHaveLength(sent);
    await expect(ownData.look(second.token, 'en')).rejects.toMatchObject({ code: 'link.invalid' });
    expect(await link(email)).toBeUndefined();
  });

  it('lets a forgotten person sign again and counts them once', async () => {
    const email = `${rare()}@example.org`;
    const { petition, token } = await signed(email);
    await ownData.forget(token);
    await world.confirms(petition, email);
    expect(await world.countOf(petition)).toBe(1);
  });

  it('shows a shadowed signer nothing that others would not see', async () => {
    const petition = await world.openPetition();
    await world.signs(petition, 'bot@example.org', {}, { method: 'form', honeypot: 'x' });
    const { signatures } = await ownData.look((await link('bot@example.org')) ?? '', 'en');
    expect(signatures).toHaveLength(1);
    expect(JSON.stringify(signatures)).not.toMatch(/shadow|honeypot/i);
  });
});
