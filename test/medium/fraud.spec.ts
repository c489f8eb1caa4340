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
    ['addresses of one IPv4 /24', ['198.51.100.1', '198.51.100.77', '198.51.100.255', '198.51.100.9'], [false, false, false, true]],
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
    ['what is no address at all together', ['', 'unknown', 'not-an-ip', '999.1.1.1'], [false, false, false, true]],
  ])('counts %s', async (_, ips, shadowed) => {
    expect(await signFrom(await world.openPetition(), ips)).toEqual(shadowed);
  });

  it('holds per petition', async () => {
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

  it('sends a shadowed signer the same mails, and lets the link work the same way, but never counts', async () => {
    const petition = await world.openPetition();
    const sender = { ip: '203.0.113.66' };
    for (let n = 0; n < limit; n++) await world.fillsIn(petition, `taken.${n}@example.org`, {}, sender);
    const token = await world.signs(petition, 'shadow@example.org', { showName: true }, sender);
    expect((await world.signatureOf(petition, 'shadow@example.org')).shadowRule).toBe('range_limit');
    expect((await world.looksAt('confirm', token!)).status).toBe('pending');
    expect(await world.opens(token!)).toBe('confirmed');
    expect(await world.opens(token!)).toBe('repeated');
    expect(await world.looksAt('confirm', token!)).toMatchObject({ status: 'confirmed', position: 1 });
    expect(await world.countOf(petition)).toBe(0);
    expect(await world.publicNames(petition)).toEqual([]);
    await world.signs(petition, 'shadow@example.org', {}, sender);
    expect(world.smtp.to('shadow@example.org').at(-1)?.subject).toMatch(/^You have signed already/);
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

  it('shadows the eleventh attempt of an hour on one mailbox, from wherever it comes', async () => {
    const petition = await world.openPetition();
    await world.fillsIn(petition, 'target@gmail.com', { givenName: 'Ada' }, { ip: '198.18.0.1' });
    for (let n = 1; n < 10; n++) await world.fillsIn(petition, `target+${n}@gmail.com`, { givenName: `Ada${n}x` }, { ip: `198.18.${n}.1` });
    const before = await world.signatureOf(petition);
    await world.fillsIn(petition, 'target@gmail.com', { givenName: 'Mallory' }, { ip: '198.18.99.1' });
    expect(await world.signatureOf(petition)).toEqual(before);
    expect(before).toMatchObject({ givenName: 'Ada9x', shadowRule: null });
  });
});

describe('the signs of a program', () => {
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

  it('are not a missing or a forged stamp: a form that was cached or altered counts', async () => {
    const [at = ''] = world.formStamp().split('.');
    for (const stamp of [undefined, '', 'x', `${at}.forged`, `.${at}`]) expect(await shadowOf({ method: 'form', stamp })).toBeNull();
  });
});
