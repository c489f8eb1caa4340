import { minutes } from '../../src/platform/clock.js';
import { DomainError } from '../../src/platform/errors.js';
import { World } from '../support/world.js';

/** The honeypot is the simplest sure way into the shadow. */
const bot = { method: 'form', honeypot: 'http://spam.example' } as const;

const codeOf = (refused: Promise<unknown>): Promise<string> =>
  refused.then(
    () => 'accepted',
    (error: unknown) => (error instanceof DomainError ? error.code : String(error)),
  );

describe('signing', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.create();
  });
  afterAll(() => world.close());

  const consentsOf = async (petition: string) => {
    const { id } = await world.signatureOf(petition);
    const rows = await world.database.prisma.consent.findMany({ where: { subjectId: id }, orderBy: { id: 'asc' } });
    return rows.map(({ purpose, wording, locale, given, method }) => ({ purpose, wording, locale, given, method }));
  };

  it('counts a signature once, however often its link is opened', async () => {
    const petition = await world.openPetition();
    const token = await world.signs(petition, 'ada@example.org');
    expect(await world.countOf(petition)).toBe(0);
    expect(await world.opens(token!)).toBe('confirmed');
    expect(await world.opens(token!)).toBe('repeated');
    expect(await world.countOf(petition)).toBe(1);
  });

  it.each([
    ['waits', () => Promise.resolve()],
    [
      'has confirmed meanwhile',
      async (petition: string) => void (await world.opens((await world.tokensOf(petition)).confirm)),
    ],
  ])('is not told twice when the answer was lost and the signer %s', async (_, meanwhile) => {
    const petition = await world.openPetition();
    const run = world.database.run.bind(world.database);
    let lost = false;
    // Committed, then the connection breaks: the program asks the same once more.
    world.database.run = async (statement, values) => {
      if (!lost && statement.name === 'petitions.take_signups') {
        lost = true;
        await run(statement, values);
        await meanwhile(petition);
      }
      return run(statement, values);
    };
    const agreed = [{ purpose: 'newsletter', wording: '1' }];
    await world.fillsIn(petition, `${petition}@example.org`, { consents: agreed });
    world.database.run = run;
    expect(lost).toBe(true);
    expect((await world.mailsAbout(petition)).map(({ kind }) => kind)).toEqual(['petitions.confirm']);
    expect(await consentsOf(petition)).toHaveLength(agreed.length);
  });

  it('counts one mailbox once, in whatever spelling it signs', async () => {
    const petition = await world.openPetition();
    await world.confirms(petition, 'ada.lovelace@gmail.com');
    await world.signs(petition, 'AdaLovelace+again@googlemail.com');
    expect(await world.countOf(petition)).toBe(1);
    expect(await world.database.prisma.signature.count({ where: { petition: { slug: petition } } })).toBe(1);
  });

  it('counts the same person under each petition', async () => {
    const [first, second] = [await world.openPetition(), await world.openPetition()];
    await world.confirms(first, 'everywhere@example.org');
    await world.confirms(second, 'everywhere@example.org');
    expect([await world.countOf(first), await world.countOf(second)]).toEqual([1, 1]);
  });

  it('stores what was typed, in NFC and without surrounding space', async () => {
    const petition = await world.openPetition();
    await world.fillsIn(petition, ' Zoe@EXAMPLE.org ', {
      givenName: ' Zoe\u0308 ',
      familyName: 'Ольга 花子',
      country: 'ua',
      postalCode: '01001',
      comment: ' two\r\nlines ',
      showName: true,
      source: 'newsletter',
      locale: 'uk-UA',
    });
    expect(await world.signatureOf(petition, 'Zoe@example.org')).toMatchObject({
      status: 'pending',
      givenName: 'Zo\u00eb',
      familyName: 'Ольга 花子',
      country: 'UA',
      postalCode: '01001',
      comment: 'two\nlines',
      showName: true,
      source: 'newsletter',
      locale: 'uk',
      signedAt: world.clock.now(),
      confirmedAt: null,
      number: null,
      shadowRule: null,
    });
  });

  it('sends the email again to people who have not confirmed, and keeps the newest details', async () => {
    const petition = await world.openPetition();
    const first = await world.signs(petition, 'again@example.org');
    const { id } = await world.signatureOf(petition);
    world.clock.advance(minutes(11));
    const second = await world.signs(petition, 'again@example.org', {
      givenName: 'Augusta',
      country: 'FR',
      showName: true,
    });
    expect(world.smtp.to('again@example.org')).toHaveLength(2);
    expect(await world.signatureOf(petition)).toMatchObject({
      id,
      status: 'pending',
      givenName: 'Augusta',
      country: 'FR',
      showName: true,
    });
    await world.opens(first!);
    expect(await world.opens(second!)).toBe('repeated');
    expect(await world.countOf(petition)).toBe(1);
  });

  it('notifies people who have confirmed by email, and changes nothing', async () => {
    const petition = await world.openPetition();
    await world.confirms(petition, 'done@example.org', { consents: [{ purpose: 'newsletter', wording: '1' }] });
    const before = [await world.signatureOf(petition), await consentsOf(petition)];
    await world.signs(petition, 'done@example.org', {
      givenName: 'Mallory',
      country: 'FR',
      showName: true,
      comment: 'Not hers',
    });
    expect([await world.signatureOf(petition), await consentsOf(petition)]).toEqual(before);
    expect(world.smtp.to('done@example.org').at(-1)?.subject).toMatch(/^You have already signed/);
    expect(world.smtp.to('done@example.org').at(-1)?.text).not.toContain('Mallory');
    expect(await world.countOf(petition)).toBe(1);
  });

  it('never lets a shadowed sign-up overwrite an honest one', async () => {
    const petition = await world.openPetition();
    await world.fillsIn(petition, 'honest@example.org');
    const before = await world.signatureOf(petition);
    await world.fillsIn(
      petition,
      'honest@example.org',
      { givenName: 'Bot', country: 'FR', consents: [{ purpose: 'newsletter', wording: '1' }] },
      bot,
    );
    expect(await world.signatureOf(petition)).toEqual(before);
    expect(await consentsOf(petition)).toEqual([]);
  });

  it('lets an honest sign-up take the place of a shadowed one, and count', async () => {
    const petition = await world.openPetition();
    await world.fillsIn(petition, 'victim@example.org', { givenName: 'Bot' }, bot);
    await world.confirms(petition, 'victim@example.org', { givenName: 'Ada' });
    expect(await world.signatureOf(petition)).toMatchObject({
      givenName: 'Ada',
      shadowRule: null,
      shadowInputs: null,
      shadowedAt: null,
      number: 1,
    });
    expect(await world.countOf(petition)).toBe(1);
  });

  it('answers a new, a waiting, a confirmed and a shadowed sign-up with the same words', async () => {
    const petition = await world.openPetition();
    const fresh = await world.fillsIn(petition, 'same@example.org');
    const waiting = await world.fillsIn(petition, 'same@example.org');
    await world.opens((await world.tokensOf(petition)).confirm);
    const confirmed = await world.fillsIn(petition, 'same@example.org');
    const shadowed = await world.fillsIn(petition, 'other@example.org', {}, bot);
    expect([fresh, waiting, confirmed, shadowed]).toEqual(Array(4).fill({ status: 'confirmation_sent' }));
  });

  it('records each consent with the wording, the language and the way it was given', async () => {
    const petition = await world.openPetition();
    await world.fillsIn(petition, 'consents@example.org', {
      locale: 'fr',
      consents: [
        { purpose: 'signature', wording: '1' },
        { purpose: 'newsletter', wording: '1' },
      ],
    });
    const given = { wording: '1', locale: 'fr', given: true, method: 'api' };
    expect(await consentsOf(petition)).toEqual([
      { purpose: 'signature', ...given },
      { purpose: 'newsletter', ...given },
    ]);
  });

  it('takes a consent back when a repeated sign-up leaves it out', async () => {
    const petition = await world.openPetition();
    await world.fillsIn(petition, 'back@example.org', { consents: [{ purpose: 'newsletter', wording: '1' }] });
    await world.fillsIn(
      petition,
      'back@example.org',
      { consents: [{ purpose: 'signature', wording: '1' }] },
      { method: 'form' },
    );
    expect((await consentsOf(petition)).slice(1)).toEqual([
      { purpose: 'signature', wording: '1', locale: 'en', given: true, method: 'form' },
      { purpose: 'newsletter', wording: '1', locale: 'en', given: false, method: 'form' },
    ]);
    expect((await world.looksAt('confirm', (await world.tokensOf(petition)).confirm)).consents).toEqual([
      { purpose: 'signature', recipient: '', wording: '1', locale: 'en' },
    ]);
  });

  it('refuses a consent to a text the petition does not show', async () => {
    const petition = await world.openPetition();
    const consents = [
      { purpose: 'newsletter', wording: '1' },
      { purpose: 'newsletter', wording: '2' },
      { purpose: 'anything', wording: '1' },
    ];
    await expect(world.fillsIn(petition, 'unknown@example.org', { consents })).rejects.toMatchObject({
      code: 'request.invalid',
      faults: [
        { pointer: '/consents/1', code: 'consent.unknown_wording' },
        { pointer: '/consents/2', code: 'consent.unknown_wording' },
      ],
    });
    expect(await world.database.prisma.signature.count({ where: { petition: { slug: petition } } })).toBe(0);
  });

  it('takes no signature before the first day, after the last, or for a petition that is not there', async () => {
    const today = '2027-01-15';
    expect(await codeOf(world.fillsIn(await world.openPetition({ opensOn: '2027-01-16' }), 'ada@example.org'))).toBe(
      'petition.not_open',
    );
    expect(await codeOf(world.fillsIn(await world.openPetition({ closesOn: '2027-01-14' }), 'ada@example.org'))).toBe(
      'petition.closed',
    );
    expect(
      await codeOf(world.fillsIn(await world.openPetition({ opensOn: today, closesOn: today }), 'ada@example.org')),
    ).toBe('accepted');
    expect(await codeOf(world.fillsIn('no-such-petition', 'ada@example.org'))).toBe('petition.not_found');
  });

  it('takes no signature once staff closed the petition, whatever its last day', async () => {
    const slug = await world.openPetition();
    await world.database.prisma.petition.update({ where: { slug }, data: { closedAt: world.clock.now() } });
    expect(await codeOf(world.fillsIn(slug, 'ada@example.org'))).toBe('petition.closed');
  });
});
