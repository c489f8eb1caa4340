import fc from 'fast-check';
import { ProviderLine } from './provider-line.js';
import { shareOut } from './shares.js';

describe('what waits behind a stuck provider', () => {
  it('waits again, and nothing more is claimed for it until an answer has come', () => {
    const line = new ProviderLine<number>(8);
    for (let n = 0; n < 20; n++) line.add('slow', n);
    const begun = Array.from({ length: 6 }, () => line.next(0));
    expect(begun.every((one) => one !== undefined)).toBe(true);
    expect(line.behindStuck(1_000)).toEqual([]);
    expect(line.behindStuck(6_000)).toHaveLength(14);
    expect([line.waiting, line.roomFor('slow', 6_000), line.roomFor('quick', 6_000) > 0]).toEqual([0, 0, true]);
    for (const one of begun) one?.done(7_000, false);
    expect(line.roomFor('slow', 7_000)).toBeGreaterThan(0);
  });
});

describe('the line of providers', () => {
  const filled = (most: number, names: readonly string[], each = 100) => {
    const line = new ProviderLine<string>(most);
    for (const name of names) for (let n = 0; n < each; n++) line.add(name, name);
    return line;
  };
  const takeAll = (line: ProviderLine<string>, now: number) => {
    const taken: { item: string; done: (now: number, went: boolean) => void }[] = [];
    for (let next = line.next(now); next; next = line.next(now)) taken.push(next);
    return taken;
  };

  it('lets providers take turns, and leaves two places to others', () => {
    expect(takeAll(filled(8, ['a', 'b']), 0).map(({ item }) => item)).toEqual(['a', 'b', 'a', 'b', 'a', 'b', 'a', 'b']);
    expect(takeAll(filled(8, ['a']), 0)).toHaveLength(6);
  });

  it('goes on with the others when two providers do not answer', () => {
    const line = filled(8, ['slow', 'stuck', 'quick']);
    for (const { item, done } of takeAll(line, 0)) if (item === 'quick') done(10, true);
    for (const { item, done } of takeAll(line, 20)) if (item === 'quick') done(30, true);
    expect(takeAll(line, 4_000).filter(({ item }) => item === 'quick').length).toBeLessThan(3);
    const later = takeAll(line, 6_000);
    expect(later.length).toBeGreaterThan(1);
    expect(later.filter(({ item }) => item !== 'quick')).toEqual([]);
  });

  it('gives a provider that refuses one email at a time, and more again once it takes them', () => {
    const line = filled(8, ['a'], 200);
    for (let round = 0; round < 4; round++) for (const { done } of takeAll(line, round)) done(round, false);
    expect(takeAll(line, 10)).toHaveLength(1);
  });

  it('never has more in hand than allowed, and loses none, for any order of events', () => {
    const events = fc.array(
      fc.record({
        add: fc.constantFrom('a', 'b', 'c', null),
        wait: fc.nat(9_000),
        end: fc.boolean(),
        went: fc.boolean(),
      }),
    );
    fc.assert(
      fc.property(events, fc.integer({ min: 1, max: 12 }), (all, most) => {
        const line = new ProviderLine<number>(most);
        const inHand: { item: number; done: (now: number, went: boolean) => void }[] = [];
        const seen = new Set<number>();
        let [now, added] = [0, 0];
        for (const { add, wait, end, went } of all) {
          now += wait;
          if (add !== null) line.add(add, added++);
          if (end) inHand.shift()?.done(now, went);
          for (let next = line.next(now); next; next = line.next(now)) {
            expect(seen.has(next.item)).toBe(false);
            seen.add(next.item);
            inHand.push(next);
          }
          expect(inHand.length).toBeLessThanOrEqual(2 * most);
          expect(seen.size + line.waiting).toBe(added);
        }
      }),
    );
  });
});

describe('shares of providers', () => {
  const one = (weight: number, room: number) => ({ weight, room });

  it('are in proportion to what each has in all, and what has no room goes to the others', () => {
    expect([...shareOut(10, [one(600, 100), one(300, 100), one(100, 100)]).values()]).toEqual([6, 3, 1]);
    expect([...shareOut(10, [one(600, 2), one(300, 100), one(100, 100)]).values()].sort()).toEqual([2, 2, 6]);
  });

  it('give out all there is room for, and never more than anybody has room for', () => {
    const providers = fc.array(fc.record({ weight: fc.nat(1_000_000), room: fc.nat(200) }), { maxLength: 50 });
    fc.assert(
      fc.property(fc.nat(500), providers, (total, all) => {
        const shares = shareOut(total, all);
        const given = [...shares.values()].reduce((sum, n) => sum + n, 0);
        expect(given).toBe(
          Math.min(
            total,
            all.reduce((sum, { room }) => sum + room, 0),
          ),
        );
        for (const [{ room }, n] of shares) expect(n).toBeLessThanOrEqual(room);
      }),
    );
  });
});
