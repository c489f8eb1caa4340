import { randomBytes } from 'node:crypto';
import { days } from '../../src/platform/clock.js';
import { differences } from '../support/count-ledger.js';
import { tokensIn } from '../support/mail-text.js';
import { placesOf } from '../support/whole-database.js';
import { World } from '../support/world.js';

/** Somebody nobody else is, so that the whole database can be searched for what was typed. */
function somebody() {
  const letters = Array.from(randomBytes(10), (byte) => String.fromCharCode(97 + (byte % 26))).join('');
  const email = `w.${letters}@rare-${letters}.example`;
  const details = {
    givenName: `Wilhelmina${letters}`,
    familyName: `Zweigelt${letters}`,
    postalCode: letters,
    comment: `A comment of ${letters}`,
    source: `source-${letters}`,
    locale: 'fr',
    showName: true,
    consents: [{ purpose: 'newsletter', wording: '1' }],
  };
  return { email, details, trace: letters };
}

describe('"It was not me"', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.create();
  });
  afterAll(() => world.close());

  const sign = async (petition: string, { email, details } = somebody()) => {
    await world.signs(petition, email, details);
    const { id } = await world.signatureOf(petition, email);
    return { id, tokens: tokensIn(world.smtp.to(email).at(-1)) };
  };
  const rowsAbout = async (id: string) => ({
    signatures: await world.database.prisma.signature.count({ where: { id } }),
    consents: await world.database.prisma.consent.count({ where: { subjectId: id } }),
    mails: await world.database.prisma.outboxMail.count({ where: { subjectId: id } }),
  });
  const nothing = { signatures: 0, consents: 0, mails: 0 };

  for (const state of ['waiting', 'confirmed', 'confirmed and folded'] as const) {
    it(`erases every trace of a ${state} signature from the whole database and keeps the count exact`, async () => {
      const petition = await world.openPetition();
      await world.confirms(petition, `stays.${petition}@example.org`);
      const person = somebody();
      const { id, tokens } = await sign(petition, person);
      if (state !== 'waiting') await world.opens(tokens.confirm);
      if (state === 'confirmed and folded') await world.jobs.fold();
      expect(new Set(await placesOf(world.url, [person.trace]))).toEqual(
        new Set([
          ...['given_name', 'family_name', 'postal_code', 'comment', 'source'].map(
            (column) => `public.signature.${column}`,
          ),
          'public.outbox_mail.domain',
          'public.supporter.email',
        ]),
      );
      await world.disowns(tokens.disown);
      expect(await placesOf(world.url, [person.trace])).toEqual([]);
      expect(await rowsAbout(id)).toEqual(nothing);
      expect(await world.countOf(petition)).toBe(1);
      expect(await differences(world.url)).toEqual([]);
    });
  }

  it('leaves not even the domain of the address behind where emails are limited per domain', async () => {
    const limited = await world.beside({ MAIL_DOMAIN_RATE: '100' });
    const { email, trace } = somebody();
    const petition = await limited.openPetition();
    await limited.fillsIn(petition, email);
    await limited.sendDue();
    world.clock.advance(1000);
    await limited.sendDue();
    expect(limited.smtp.to(email)).toHaveLength(1);
    await limited.disowns((await limited.tokensOf(petition)).disown);
    await limited.close();
    expect(await placesOf(world.url, [trace])).toEqual([]);
  });

  it('removes pending emails, so that nothing is sent to anyone who said no', async () => {
    const petition = await world.openPetition();
    const { email, details } = somebody();
    await world.fillsIn(petition, email, details);
    const { id } = await world.signatureOf(petition);
    await world.disowns((await world.tokensOf(petition)).disown);
    await world.sendDue();
    expect(world.smtp.to(email)).toEqual([]);
    expect(await rowsAbout(id)).toEqual(nothing);
  });

  it('may be said twice, and the erased link confirms nothing', async () => {
    const { tokens } = await sign(await world.openPetition());
    await world.disowns(tokens.disown);
    await world.disowns(tokens.disown);
    await expect(world.opens(tokens.confirm)).rejects.toMatchObject({ code: 'link.invalid' });
    await expect(world.looksAt('disown', tokens.disown)).rejects.toMatchObject({ code: 'link.invalid' });
  });

  it('leaves what the person signed elsewhere', async () => {
    const [first, second] = [await world.openPetition(), await world.openPetition()];
    const person = somebody();
    const { tokens } = await sign(first, person);
    await world.confirms(second, person.email, person.details);
    await world.disowns(tokens.disown);
    expect(await world.signatureOf(second, person.email)).toMatchObject({
      status: 'confirmed',
      givenName: person.details.givenName,
    });
    expect([await world.countOf(first), await world.countOf(second)]).toEqual([0, 1]);
  });

  it('lets the person sign again, counted from the beginning', async () => {
    const petition = await world.openPetition();
    const person = somebody();
    const { tokens } = await sign(petition, person);
    await world.opens(tokens.confirm);
    await world.disowns(tokens.disown);
    await world.confirms(petition, person.email, person.details);
    expect(await world.signatureOf(petition)).toMatchObject({ status: 'confirmed', number: 2 });
    expect(await world.countOf(petition)).toBe(1);
  });

  it('keeps the daily allowance of the mailbox, so that erasing is no way to flood it', async () => {
    const petition = await world.openPetition();
    const { email } = somebody();
    for (let round = 0; round < 8; round++) {
      await world.signs(petition, email);
      await world.disowns((await world.tokensOf(petition)).disown);
    }
    expect(world.smtp.to(email)).toHaveLength(5);
  });

  describe('and unsubscribing', () => {
    it('stops the reminder but not a requested confirmation email', async () => {
      const petition = await world.openPetition();
      const { email } = somebody();
      await world.signs(petition, email);
      await world.unsubscribes((await world.tokensOf(petition)).unsubscribe);
      world.clock.advance(days(3));
      await world.jobs.remind();
      await world.sendDue();
      expect(world.smtp.to(email)).toHaveLength(1);
      expect(await world.mailsAbout(petition)).toMatchObject([
        { status: 'sent' },
        { kind: 'petitions.reminder', status: 'suppressed', answerRule: 'unsubscribed' },
      ]);
      expect(await world.signs(await world.openPetition(), email)).toBeDefined();
    });

    it('keeps only a keyed hash that outlives the erasure, names its rule, and may be done twice', async () => {
      const petition = await world.openPetition();
      const { email, trace } = somebody();
      await world.signs(petition, email);
      const { unsubscribe, disown } = await world.tokensOf(petition);
      const before = await world.database.prisma.mailSuppression.count();
      await world.unsubscribes(unsubscribe);
      await world.unsubscribes(unsubscribe);
      await world.disowns(disown);
      const rows = await world.database.prisma.mailSuppression.findMany({ orderBy: { createdAt: 'desc' } });
      expect(rows).toHaveLength(before + 1);
      expect(rows[0]).toMatchObject({ reason: 'unsubscribed', rule: 'unsubscribe_link', createdAt: world.clock.now() });
      expect(await placesOf(world.url, [trace])).toEqual([]);
    });

    it('leaves the signature as it is', async () => {
      const petition = await world.openPetition();
      await world.confirms(petition, somebody().email);
      await world.unsubscribes((await world.tokensOf(petition)).unsubscribe);
      expect(await world.countOf(petition)).toBe(1);
    });
  });
});
