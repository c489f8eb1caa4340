import { minutes } from '../../src/platform/clock.js';
import { ProofOfWork } from '../../src/supporters/proof-of-work.service.js';
import { differences } from '../support/count-ledger.js';
import { solution } from '../support/proof-of-work.js';
import { World } from '../support/world.js';

const limit = 3;

describe('the limit of sign-ups per network', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.create({ RATE_LIMIT_SIGNUPS: `${limit}/10m` });
  });
  afterAll(() => world.close());

  /** Signs once from each address. @returns whether each sign-up was shadowed */
  const signFrom = async (petition: string, ips: string[]): Promise<boolean[]> => {
    const shadowed: boolean[] = [];
    for (const [index, ip] of ips.entries()) {
      const email = `${index}.${petition}@example.org`;
      await world.fillsIn(petition, email, {}, { ip });
      shadowed.push((await world.signatureOf(petition, email)).shadowRule !== null);
    }
    return shadowed;
  };

  it.each([
    [
      'addresses of one IPv4 /24',
      ['198.51.100.1', '198.51.100.77', '198.51.100.255', '198.51.100.9'],
      [false, false, false, true],
    ],
    [
      'an IPv4 address in IPv6 clothes with itself',
      ['192.0.2.1', '::ffff:192.0.2.1', '::ffff:c000:201', '192.0.2.2'],
      [false, false, false, true],
    ],
    [
      'addresses of one IPv6 /56',
      ['2001:db8:1:100::1', '2001:db8:1:1ff:1:2:3:4', '2001:DB8:1:0142::', '2001:db8:1:100::2'],
      [false, false, false, true],
    ],
    [
      'neighbouring networks apart',
      ['198.51.101.1', '198.51.102.1', '2001:db8:2:100::1', '2001:db8:2:200::1'],
      [false, false, false, false],
    ],
    [
      'what is no address at all under no network',
      ['', 'unknown', 'not-an-ip', '999.1.1.1'],
      [false, false, false, false],
    ],
    [
      'addresses with a port, brackets or quotes',
      ['192.0.2.1:4711', '192.0.2.1:4712', '"192.0.2.2"', '192.0.2.3:80'],
      [false, false, false, true],
    ],
  ])('counts %s', async (_, ips, shadowed) => {
    expect(await signFrom(await world.openPetition(), ips)).toEqual(shadowed);
  });

  it('applies per petition', async () => {
    const ips = Array.from({ length: limit }, () => '203.0.113.200');
    expect(await signFrom(await world.openPetition(), ips)).toEqual([false, false, false]);
    expect(await signFrom(await world.openPetition(), ips)).toEqual([false, false, false]);
  });

  it('names rule, inputs and time of every shadowed sign-up, and keeps no address of the sender', async () => {
    const petition = await world.openPetition();
    await signFrom(
      petition,
      Array.from({ length: limit + 1 }, () => '203.0.113.9'),
    );
    const row = await world.signatureOf(petition, `${limit}.${petition}@example.org`);
    expect(row).toMatchObject({
      shadowRule: 'range_limit',
      shadowInputs: { attempt: limit + 1, limit, windowSeconds: 600 },
      shadowedAt: world.clock.now(),
    });
    expect(JSON.stringify(row)).not.toContain('203.0.113');
  });

  it('trusts anyone who confirms from the mailbox, and keeps a record of the doubt', async () => {
    const petition = await world.openPetition();
    const sender = { ip: '203.0.113.66' };
    for (let n = 0; n < limit; n++) await world.fillsIn(petition, `taken.${n}@example.org`, {}, sender);
    expect(await world.signs(petition, 'doubted@example.org', { showName: true }, sender)).toBeUndefined();
    expect((await world.signatureOf(petition, 'doubted@example.org')).shadowRule).toBe('range_limit');
    world.clock.advance(minutes(15));
    await world.sendDue();
    const { confirm } = await world.tokensOf(petition, 'doubted@example.org');
    expect(world.smtp.to('doubted@example.org')).toHaveLength(1);
    expect(await world.opens(confirm)).toBe('confirmed');
    expect(await world.opens(confirm)).toBe('repeated');
    expect(await world.looksAt('confirm', confirm)).toMatchObject({ status: 'confirmed', position: 1 });
    expect(await world.countOf(petition)).toBe(1);
    expect(await world.publicNames(petition)).toEqual(['Ada Lovelace']);
    expect(await world.signatureOf(petition, 'doubted@example.org')).toMatchObject({
      shadowRule: null,
      doubt: { rule: 'range_limit', inputs: { attempt: limit + 1, limit, windowSeconds: 600 } },
    });
    expect(await differences(world.url)).toEqual([]);
    // The next has the next number: a number that is given twice would show who was doubted.
    await world.opens((await world.signs(petition, 'next@example.org', {}, { ip: '198.51.77.1' })) ?? '');
    expect((await world.signatureOf(petition, 'next@example.org')).number).toBe(2);
  });

  it('refuses outright above ten times the limit, stores nothing, and says when to come back', async () => {
    const petition = await world.openPetition();
    const sender = { ip: '203.0.113.150' };
    for (let n = 0; n < limit * 10; n++) await world.fillsIn(petition, `flood.${n}@example.org`, {}, sender);
    const refused = await world.fillsIn(petition, 'too-many@example.org', {}, sender).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'signup.rate_limited', httpStatus: 429 });
    expect((refused as { retryAfter: number }).retryAfter).toBeGreaterThan(0);
    expect((refused as { retryAfter: number }).retryAfter).toBeLessThanOrEqual(600);
    expect(await world.database.prisma.signature.count({ where: { petition: { slug: petition } } })).toBe(limit * 10);
    await world.fillsIn(petition, 'elsewhere@example.org', {}, { ip: '203.0.112.150' });
  });

  it('lets no stranger keep a person out of the count: eleven sign-ups of others for a mailbox, then its owner', async () => {
    const petition = await world.openPetition();
    for (let n = 0; n < 11; n++)
      await world.fillsIn(
        petition,
        'vera@example.org',
        { givenName: `Mallory${n}x` },
        { ip: `198.18.${n}.1`, honeypot: n % 2 ? 'x' : '' },
      );
    world.clock.advance(minutes(11));
    const token = await world.signs(petition, 'vera@example.org', { givenName: 'Vera' }, { ip: '198.51.100.1' });
    expect(await world.looksAt('confirm', token!)).toMatchObject({ givenName: 'Vera' });
    expect(await world.opens(token!)).toBe('confirmed');
    expect(await world.countOf(petition)).toBe(1);
  });

  it('never replaces what its owner typed by what a trap or a limit doubts', async () => {
    const petition = await world.openPetition();
    await world.fillsIn(petition, 'target@gmail.com', { givenName: 'Ada' }, { ip: '198.18.0.1' });
    const before = await world.signatureOf(petition);
    await world.fillsIn(petition, 'target+x@gmail.com', { givenName: 'Mallory' }, { ip: '198.18.99.1', honeypot: 'x' });
    expect(await world.signatureOf(petition)).toEqual(before);
  });
});

describe('emails that strangers cause', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.create({ RATE_LIMIT_SIGNUPS: '20/10m' });
  });
  afterAll(() => world.close());

  const mailsOf = async (petition: string, n: number, sender: Parameters<World['fillsIn']>[3], wait = 0) => {
    const before = world.smtp.sent.length;
    for (let i = 0; i < n; i++) await world.fillsIn(petition, `${i}.${petition}@example.org`, {}, sender);
    world.clock.advance(wait);
    await world.sendDue();
    return world.smtp.sent.length - before;
  };

  it('are none at once, and few at all, where a trap was filled', async () => {
    const petition = await world.openPetition();
    const bot = { ip: '198.51.100.20', honeypot: 'x' };
    expect(await mailsOf(petition, 100, bot)).toBe(0);
    world.clock.advance(minutes(15));
    await world.sendDue();
    expect(world.smtp.sent.filter(({ to }) => to.endsWith(`${petition}@example.org`))).toHaveLength(5);
  });

  it('stay within the limit of a network', async () => {
    expect(await mailsOf(await world.openPetition(), 60, { ip: '198.51.101.20' }, minutes(15))).toBe(25);
  });

  it('stay within the limit of an email domain that is not shared, from however many networks', async () => {
    const petition = await world.openPetition();
    const before = world.smtp.sent.length;
    for (let n = 0; n < 80; n++)
      await world.fillsIn(petition, `n${n}@catch-all.example.org`, {}, { ip: `2001:db8:${n.toString(16)}:100::1` });
    for (let n = 0; n < 10; n++) await world.fillsIn(petition, `n${n}@gmail.com`, {}, { ip: `2001:db8:f${n}:100::1` });
    await world.sendDue();
    expect(world.smtp.sent.length - before).toBe(60 + 10);
    expect((await world.signatureOf(petition, 'n79@catch-all.example.org')).shadowRule).toBe('domain_limit');
  });

  it('are one when a button is pressed five times, and leave the allowance of the day as it is', async () => {
    const petition = await world.openPetition();
    for (let n = 0; n < 5; n++) await world.fillsIn(petition, 'impatient@example.org');
    await world.sendDue();
    expect(world.smtp.to('impatient@example.org')).toHaveLength(1);
    world.clock.advance(minutes(11));
    await world.fillsIn(petition, 'impatient@example.org');
    await world.sendDue();
    expect(world.smtp.to('impatient@example.org')).toHaveLength(2);
    expect(
      (await world.database.prisma.supporter.findFirstOrThrow({ where: { email: 'impatient@example.org' } })).mailCount,
    ).toBe(2);
  });

  it('leave at once for a person whose browser filled the trap but did the work', async () => {
    const petition = await world.openPetition();
    const altcha = await solution(await world.get(ProofOfWork).challenge());
    const token = await world.signs(
      petition,
      'autofill@example.org',
      { altcha },
      { honeypot: 'https://ada.example.org' },
    );
    expect(await world.opens(token!)).toBe('confirmed');
    expect(await world.countOf(petition)).toBe(1);
  });

  it('wait no longer once their owner signs in a way that is not doubted', async () => {
    const petition = await world.openPetition();
    await world.signs(petition, 'both@example.org', {}, { honeypot: 'x', ip: '198.51.102.1' });
    expect(world.smtp.to('both@example.org')).toHaveLength(0);
    await world.signs(petition, 'both@example.org', {}, { ip: '198.51.103.1' });
    world.clock.advance(minutes(20));
    await world.sendDue();
    expect(world.smtp.to('both@example.org')).toHaveLength(1);
  });
});

describe('the signs of a bot', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.create({ MIN_FILL_SECONDS: '2' });
  });
  afterAll(() => world.close());

  const shadowOf = async (sender: Parameters<World['fillsIn']>[3], waitSeconds = 0) => {
    const petition = await world.openPetition();
    world.clock.advance(waitSeconds * 1000);
    await world.fillsIn(petition, 'form@example.org', {}, sender);
    const { shadowRule, shadowInputs } = await world.signatureOf(petition);
    return shadowRule && { shadowRule, shadowInputs };
  };

  it('are a filled field that nobody sees, of which only the length is kept', async () => {
    expect(await shadowOf({ method: 'form', honeypot: 'http://spam.example' })).toEqual({
      shadowRule: 'honeypot',
      shadowInputs: { length: 19 },
    });
    expect(await shadowOf({ method: 'form', honeypot: '' })).toBeNull();
  });

  it('are a form filled in less time than it takes to read it', async () => {
    expect(await shadowOf({ method: 'form', stamp: world.formStamp() }, 1.9)).toEqual({
      shadowRule: 'filled_too_fast',
      shadowInputs: { seconds: 1.9, minimum: 2 },
    });
    expect(await shadowOf({ method: 'form', stamp: world.formStamp() }, 2)).toBeNull();
  });

  it('are a forged stamp, but not a missing one: API clients may sign, within the limits', async () => {
    const [at = ''] = world.formStamp().split('.');
    for (const stamp of [undefined, '']) expect(await shadowOf({ method: 'form', stamp })).toBeNull();
    for (const stamp of ['x', `${at}.forged`, `.${at}`])
      expect(await shadowOf({ method: 'form', stamp })).toMatchObject({ shadowRule: 'forged_stamp' });
  });
});
