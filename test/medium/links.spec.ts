import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { days } from '../../src/platform/clock.js';
import { Tokens } from '../../src/platform/tokens.js';
import { tokensIn } from '../support/mail-text.js';
import { until } from '../support/until.js';
import { ask, checksums, placesOf } from '../support/whole-database.js';
import { World } from '../support/world.js';

const purposes = ['confirm', 'disown', 'unsubscribe'] as const;
type Purpose = (typeof purposes)[number];
const invalid = { code: 'link.invalid' };

describe('an emailed link', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.create();
  });
  afterAll(() => world.close());

  const uses: Record<Purpose, (token: string) => Promise<unknown>> = {
    confirm: (token) => world.opens(token),
    disown: (token) => world.disowns(token),
    unsubscribe: (token) => world.unsubscribes(token),
  };
  const signed = async (details: Record<string, unknown> = {}) => {
    const petition = await world.openPetition();
    const email = `ada.${petition}@example.org`;
    await world.signs(petition, email, details);
    return { petition, tokens: tokensIn(world.smtp.to(email).at(-1)) };
  };

  it('does one thing only: its token is refused for every other', async () => {
    const { petition, tokens } = await signed();
    for (const made of purposes) {
      for (const used of purposes.filter((purpose) => purpose !== made)) {
        await expect(uses[used](tokens[made])).rejects.toMatchObject(invalid);
        await expect(world.looksAt(used, tokens[made])).rejects.toMatchObject(invalid);
      }
    }
    expect(await world.signatureOf(petition)).toMatchObject({ status: 'pending' });
  });

  it('is refused when a single character of it was changed, or it was cut short or made longer', async () => {
    const { petition, tokens } = await signed();
    const token = tokens.confirm;
    const position = fc.nat(token.length - 1);
    const character = fc.constantFrom(...'ABCXYZabcxyz0189-_');
    const altered = fc
      .tuple(position, character)
      .map(([at, other]) => token.slice(0, at) + other + token.slice(at + 1))
      .filter((text) => text !== token);
    const cut = position.map((at) => token.slice(0, at));
    const longer = fc.constantFrom(
      `${token}A`,
      `${token}=`,
      `${token} `,
      `A${token}`,
      `${token}${token}`,
      token.toLowerCase(),
    );
    await fc.assert(
      fc.asyncProperty(fc.oneof(altered, cut, longer), async (forged) => {
        await expect(world.looksAt('confirm', forged)).rejects.toMatchObject(invalid);
        await expect(world.opens(forged)).rejects.toMatchObject(invalid);
      }),
      { numRuns: 200 },
    );
    expect(await world.signatureOf(petition)).toMatchObject({ status: 'pending' });
  });

  it('is refused when it was made with another secret key', async () => {
    const { petition } = await signed();
    const { id } = await world.signatureOf(petition);
    const foreign = new Tokens('the key of another installation, as long as ours').issue(
      'confirm',
      id,
      new Date('2027-12-31'),
    );
    await expect(world.opens(foreign)).rejects.toMatchObject(invalid);
  });

  it('confirms for seven days and not a second longer, and says so', async () => {
    const { petition, tokens } = await signed();
    world.clock.advance(days(7));
    await expect(world.opens(tokens.confirm)).rejects.toMatchObject({ code: 'link.expired' });
    await expect(world.looksAt('confirm', tokens.confirm)).rejects.toMatchObject({ code: 'link.expired' });
    expect(await world.signatureOf(petition)).toMatchObject({ status: 'pending' });
    world.clock.advance(-1000);
    expect(await world.opens(tokens.confirm)).toBe('confirmed');
  });

  it('withdraws a signature and stops emails long after confirming is over', async () => {
    const { petition, tokens } = await signed();
    world.clock.advance(days(364));
    await world.unsubscribes(tokens.unsubscribe);
    await world.disowns(tokens.disown);
    expect(await world.database.prisma.signature.count({ where: { petition: { slug: petition } } })).toBe(0);
    world.clock.advance(days(2));
    await expect(world.disowns(tokens.disown)).rejects.toMatchObject({ code: 'link.expired' });
  });

  it('cannot be found in the database or made from it, neither itself nor its hash', async () => {
    const { tokens } = await signed({ comment: 'a comment that must be found' });
    const secrets = purposes.flatMap((purpose) => {
      const [token, bytes] = [tokens[purpose], Buffer.from(tokens[purpose], 'base64url')];
      const hashes = [token, bytes].map((part) => createHash('sha256').update(part).digest());
      return [token, bytes, bytes.subarray(20), ...hashes];
    });
    expect(await placesOf(world.url, ['a comment that must be found'])).toEqual(['public.signature.comment']);
    expect(await placesOf(world.url, secrets)).toEqual([]);
  });

  it('shows what is about to be confirmed', async () => {
    const { petition, tokens } = await signed({
      country: 'UA',
      postalCode: '01001',
      comment: 'Why',
      showName: true,
      locale: 'uk',
    });
    expect(await world.looksAt('confirm', tokens.confirm)).toEqual({
      petitionSlug: petition,
      version: 1,
      locale: 'uk',
      status: 'pending',
      givenName: 'Ada',
      familyName: 'Lovelace',
      country: 'UA',
      postalCode: '01001',
      comment: 'Why',
      answers: null,
      showName: true,
      position: null,
      shown: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      consents: [],
    });
  });

  const unlike: [string, Record<string, unknown>][] = [
    ['name', { givenName: 'Vlad' }],
    ['family name', { familyName: 'Impostor' }],
    ['country', { country: 'RU' }],
    ['postal code', { postalCode: '101000' }],
    ['comment', { comment: 'An insult' }],
    ['public name', { showName: true }],
    ['consents', { consents: [{ purpose: 'newsletter', wording: '1' }] }],
    ['language', { locale: 'fr' }],
  ];
  it.each(unlike)('confirms what was shown: not once the %s was changed behind the open page', async (_, change) => {
    const { petition, tokens } = await signed({ locale: 'en' });
    const { shown } = await world.looksAt('confirm', tokens.confirm);
    const email =
      (
        await world.database.prisma.supporter.findFirstOrThrow({
          where: { signatures: { some: { petition: { slug: petition } } } },
        })
      ).email ?? '';
    await world.fillsIn(petition, email, { locale: 'en', ...change });
    await expect(world.opens(tokens.confirm, shown)).rejects.toMatchObject({
      code: 'signature.changed',
      httpStatus: 409,
    });
    expect(await world.countOf(petition)).toBe(0);
    const again = await world.looksAt('confirm', tokens.confirm);
    expect(again.shown).not.toBe(shown);
    expect(await world.opens(tokens.confirm, again.shown)).toBe('confirmed');
    expect(await world.opens(tokens.confirm, shown)).toBe('repeated');
  });

  it('keeps the position it showed at first, for a counted and for a shadowed signature alike', async () => {
    const petition = await world.openPetition();
    await world.confirms(petition, 'first@example.org');
    const positions: (number | null)[][] = [];
    for (const [email, honeypot] of [
      ['honest@example.org', ''],
      ['bot@example.org', 'x'],
    ] as const) {
      await world.fillsIn(petition, email, {}, { method: 'form', honeypot });
      const { confirm } = await world.tokensOf(petition, email);
      await world.opens(confirm);
      const shown = (await world.looksAt('confirm', confirm)).position;
      await world.confirms(petition, `after.${email}`);
      positions.push([shown, (await world.looksAt('confirm', confirm)).position]);
    }
    for (const [atFirst, later] of positions) expect(later).toBe(atFirst);
  });
});

describe('viewing an emailed link', () => {
  it('changes nothing in any table, before the confirmation and after it', async () => {
    const world = await World.create();
    const petition = await world.openPetition();
    const email = 'looks@example.org';
    await world.signs(petition, email, { consents: [{ purpose: 'newsletter', wording: '1' }] });
    const tokens = tokensIn(world.smtp.to(email).at(-1));
    const foldingAskedFor = async () => (await ask(world.url, 'select 1 from graphile_worker.jobs')).length === 1;
    for (const outcome of ['confirmed', 'repeated']) {
      if (outcome === 'repeated') await until('what the confirmation set off is over', foldingAskedFor);
      const before = await checksums(world.url);
      for (const purpose of purposes) await world.looksAt(purpose, tokens[purpose]);
      expect(await checksums(world.url)).toEqual(before);
      expect(await world.opens(tokens.confirm)).toBe(outcome);
    }
    await world.close();
  });
});
