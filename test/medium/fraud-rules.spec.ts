import { FraudRulesService } from '../../src/petitions/fraud-rules.service.js';
import { newFraudRule } from '../../src/petitions/fraud.schema.js';
import { Jobs } from '../../src/platform/jobs/jobs.js';
import { validate } from '../../src/platform/http/validation.js';
import { differences } from '../support/count-ledger.js';
import { ownChecksums } from '../support/whole-database.js';
import { World } from '../support/world.js';

describe('the fraud rules', () => {
  let world: World;
  let desk: FraudRulesService;
  beforeAll(async () => {
    world = await World.create();
    desk = world.get(FraudRulesService);
  });
  afterAll(() => world.close());

  const rule = (fields: Record<string, unknown>) =>
    validate(newFraudRule, { note: 'A wave of one evening.', ...fields });
  const draft = async (petition: string, fields: Record<string, unknown>) =>
    desk.draft(petition, await rule(fields), 'staff:a');
  const held = (ruleId: string) =>
    world.database.prisma.signature.count({ where: { shadowInputs: { path: ['ruleId'], equals: ruleId } } });
  /** Lets the job do it. @returns how many signatures it held back */
  const applies = async (petition: string, ruleId: string, actor: string) => {
    const before = await held(ruleId);
    await desk.apply(petition, ruleId, actor);
    await world.get(Jobs).runDue();
    return (await held(ruleId)) - before;
  };
  /** @returns how many it gave back */
  const undoes = async (petition: string, ruleId: string, actor: string) => {
    const before = await held(ruleId);
    await desk.undo(petition, ruleId, actor);
    await world.get(Jobs).runDue();
    return before - (await held(ruleId));
  };
  /** A mailbox of its own for each petition, because a mailbox gets few emails a day. */
  const thrown = (petition: string, name: string) => `${name}.${petition}@throw.example`;
  /** Three from a throw-away domain, of whom one waits, and one from elsewhere. */
  const wave = async () => {
    const petition = await world.openPetition();
    for (const name of ['one', 'two']) await world.confirms(petition, thrown(petition, name), { country: 'FR' });
    await world.signs(petition, thrown(petition, 'three'));
    await world.confirms(petition, `honest.${petition}@example.org`, { familyName: 'Throwaway' });
    return petition;
  };
  const exact = async () => {
    expect(await differences(world.url)).toEqual([]);
    await world.jobs.fold();
    expect(await world.jobs.recount()).toBe(0);
  };

  it('counts what a rule would quarantine, without changing anything', async () => {
    const petition = await wave();
    const id = await draft(petition, { kind: 'mail_domain', value: 'throw.EXAMPLE' });
    const before = await ownChecksums(world.url);
    expect(await desk.preview(petition, id)).toEqual({ n: 3, confirmed: 2 });
    expect(await ownChecksums(world.url)).toEqual(before);
  });

  it('quarantines and restores, the count exact at each step, positions kept', async () => {
    const petition = await wave();
    const id = await draft(petition, { kind: 'mail_domain', value: 'throw.example' });
    const number = (await world.signatureOf(petition, thrown(petition, 'two'))).number;
    expect(await applies(petition, id, 'staff:a')).toBe(3);
    expect(await world.countOf(petition)).toBe(1);
    expect(await world.signatureOf(petition, thrown(petition, 'two'))).toMatchObject({
      shadowRule: 'set_aside_by_staff',
      shadowInputs: { ruleId: id },
    });
    await exact();
    expect(await applies(petition, id, 'staff:a')).toBe(0);
    expect(await undoes(petition, id, 'staff:a')).toBe(3);
    expect(await world.countOf(petition)).toBe(3);
    expect((await world.signatureOf(petition, thrown(petition, 'two'))).number).toBe(number);
    expect((await desk.list(petition))[0]).toMatchObject({ status: 'undone', rows: 3, createdBy: 'staff:a' });
    await exact();
  });

  it('also quarantines what a check doubts, which would count once it is confirmed', async () => {
    const petition = await wave();
    await world.fillsIn(petition, thrown(petition, 'bot'), {}, { method: 'form', honeypot: 'x' });
    const id = await draft(petition, { kind: 'mail_domain', value: 'throw.example' });
    expect(await applies(petition, id, 'staff:a')).toBe(4);
    await world.opens((await world.tokensOf(petition, thrown(petition, 'bot'))).confirm);
    expect(await world.countOf(petition)).toBe(1);
    await exact();
    expect(await undoes(petition, id, 'staff:a')).toBe(4);
    expect(await world.countOf(petition)).toBe(4);
    await exact();
  });

  it('gives one that confirmed while it was quarantined a position of its own', async () => {
    const petition = await wave();
    const id = await draft(petition, { kind: 'mail_domain', value: 'throw.example' });
    const { confirm } = await world.tokensOf(petition, thrown(petition, 'three'));
    await applies(petition, id, 'staff:a');
    await world.opens(confirm);
    await world.confirms(petition, `later.${petition}@example.org`);
    expect(await undoes(petition, id, 'staff:a')).toBe(3);
    const numbers = (
      await world.database.prisma.signature.findMany({
        where: { petition: { slug: petition } },
        select: { number: true },
      })
    ).map((row) => row.number);
    expect(new Set(numbers).size).toBe(5);
    expect(await world.countOf(petition)).toBe(5);
    await exact();
  });

  it('ends the doubt about one signature that waits', async () => {
    const petition = await wave();
    await world.fillsIn(petition, `slow.${petition}@example.org`, {}, { method: 'form', honeypot: 'x' });
    const { id } = await world.signatureOf(petition, `slow.${petition}@example.org`);
    await desk.restore(petition, id, 'staff:a');
    await exact();
    await world.opens((await world.tokensOf(petition, `slow.${petition}@example.org`)).confirm);
    expect(await world.signatureOf(petition, `slow.${petition}@example.org`)).toMatchObject({ number: 4, doubt: null });
    await expect(desk.restore(petition, id, 'staff:a')).rejects.toMatchObject({ code: 'fraud.not_shadowed' });
    await exact();
  });

  it('looks at networks, names and times, and takes what was typed literally', async () => {
    const petition = await world.openPetition();
    await world.signs(petition, 'n1@example.org', { familyName: '100%_Real' }, { ip: '198.51.100.7' });
    await world.signs(petition, 'n2@example.org', { familyName: 'Other' }, { ip: '198.51.100.200' });
    await world.signs(petition, 'n3@example.org', { familyName: 'Third' }, { ip: '203.0.113.9' });
    const { id } = await world.signatureOf(petition, 'n1@example.org');
    const count = async (fields: Record<string, unknown>) =>
      (await desk.preview(petition, await draft(petition, fields))).n;
    expect(await count({ kind: 'network', value: id })).toBe(2);
    expect(await count({ kind: 'family_name', value: '0%_r' })).toBe(1);
    expect(await count({ kind: 'family_name', value: '%%%' })).toBe(0);
    const day = world.clock.now().toISOString().slice(0, 10);
    expect(await count({ kind: 'every', signedFrom: day, signedBefore: '2099-01-01' })).toBe(3);
    expect(await count({ kind: 'every', signedFrom: '2000-01-01', signedBefore: day })).toBe(0);
  });

  it('sets aside what came too fast from one network, the first of them not, and the same in portions as at once', async () => {
    const petition = await world.openPetition();
    for (let n = 0; n < 6; n++) {
      await world.confirms(petition, `fast${n}@example.org`);
      await world.signs(petition, `calm${n}@example.org`, {}, { ip: `198.51.${n}.1` });
      world.clock.advance(60_000);
    }
    const id = await draft(petition, { kind: 'velocity', value: '3/4m' });
    // Of six, a minute apart, the fourth, fifth and sixth have three or more others in the four minutes before them.
    expect((await desk.preview(petition, id)).n).toBe(3);
    expect(await applies(petition, id, 'staff:a')).toBe(3);
    expect(await applies(petition, id, 'staff:a')).toBe(0);
    expect(await world.countOf(petition)).toBe(3);
    await exact();
  });

  it.each([
    [{ kind: 'velocity', value: 'fast' }, '/value'],
    [{ kind: 'mail_domain', value: 'no domain' }, '/value'],
    [{ kind: 'mail_domain', value: '' }, '/value'],
    [{ kind: 'family_name', value: 'ab' }, '/value'],
    [{ kind: 'network', value: '203.0.113.0/24' }, '/value'],
    [{ kind: 'every' }, '/signedFrom'],
    [{ kind: 'every', signedFrom: '2027-02-01', signedBefore: '2027-01-01' }, '/signedBefore'],
    [{ kind: 'mail_domain', value: 'x.example', note: ' ' }, '/note'],
    [{ kind: 'anything', value: 'x' }, '/kind'],
  ])('refuses the rule %j at %s', async (fields, pointer) => {
    await expect(rule(fields)).rejects.toMatchObject({
      faults: expect.arrayContaining([expect.objectContaining({ pointer })]) as unknown,
    });
  });

  it('refuses to undo a draft, to apply what was undone, and rules of another petition', async () => {
    const [petition, other] = [await wave(), await wave()];
    const id = await draft(petition, { kind: 'mail_domain', value: 'throw.example' });
    await expect(undoes(petition, id, 'staff:a')).rejects.toMatchObject({ code: 'fraud.rule_status' });
    await expect(applies(other, id, 'staff:a')).rejects.toMatchObject({ code: 'fraud.rule_not_found' });
    await applies(petition, id, 'staff:a');
    await undoes(petition, id, 'staff:a');
    await expect(applies(petition, id, 'staff:a')).rejects.toMatchObject({ code: 'fraud.rule_status' });
  });

  it('goes on where a process that died left off', async () => {
    const petition = await wave();
    const id = await draft(petition, { kind: 'every', signedFrom: '2020-01-01', signedBefore: '2099-01-01' });
    await desk.apply(petition, id, 'staff:a');
    const ids = (
      await world.database.prisma.signature.findMany({
        where: { petition: { slug: petition } },
        orderBy: { id: 'asc' },
      })
    ).map((row) => row.id);
    await world.database.prisma.fraudRule.update({ where: { id }, data: { cursor: ids[1] ?? null, scanned: 2 } });
    await desk.carryOut(id);
    expect(await held(id)).toBe(2);
    expect((await desk.list(petition))[0]).toMatchObject({ work: null, scanned: 4, rows: 2 });
    await exact();
  });

  it('shows where sign-ups come from, most frequent first', async () => {
    const petition = await wave();
    const trends = await desk.trends(petition);
    expect(trends[0]).toEqual({ kind: 'mail_domain', value: 'throw.example', n: 3, aside: 0 });
    expect(trends.find(({ kind }) => kind === 'network')).toMatchObject({ n: 4 });
  });

  it('stays exact while two processes apply and undo and others sign', async () => {
    const petition = await wave();
    const beside = await world.beside();
    const id = await draft(petition, { kind: 'mail_domain', value: 'throw.example' });
    await desk.apply(petition, id, 'staff:a');
    await Promise.all([
      desk.carryOut(id),
      beside.get(FraudRulesService).carryOut(id),
      ...['x', 'y', 'z'].map((name) => world.fillsIn(petition, thrown(petition, name))),
    ]);
    await exact();
    await beside.close();
  });
});
