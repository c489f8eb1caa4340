import fc from 'fast-check';
import { Batcher, type BatchOptions } from './batch.js';
import { TemporarilyUnavailable } from './errors.js';

interface Item {
  key: string;
  fault?: boolean;
}

/** A batcher whose batches wait until they are let go, with everything it was asked to write. */
function held(options: Partial<BatchOptions<Item, string>> = {}) {
  const batches: string[][] = [];
  const gates: (() => void)[] = [];
  const batcher = new Batcher<Item, string>({
    run: async (items) => {
      batches.push(items.map((item) => item.key));
      await new Promise<void>((resolve) => gates.push(resolve));
      if (items.some((item) => item.fault)) throw new Error('bad item');
      return items.map((item) => item.key);
    },
    keyOf: (item) => item.key,
    maxItems: 3,
    maxWaiting: 5,
    concurrency: 1,
    isItemsFault: (error) => (error as Error).message === 'bad item',
    ...options,
  });
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  const letGo = async () => {
    gates.shift()?.();
    await turn();
    await turn();
  };
  return { batcher, batches, turn, letGo };
}

describe('Batcher', () => {
  it('writes a single item at once, and together what arrives meanwhile', async () => {
    const { batcher, batches, turn, letGo } = held();
    const results = ['a', 'b', 'c'].map((key, index) =>
      index === 0 ? batcher.add({ key }) : turn().then(() => batcher.add({ key })),
    );
    await turn();
    await turn();
    expect(batches).toEqual([['a']]);
    await letGo();
    expect(batches).toEqual([['a'], ['b', 'c']]);
    await letGo();
    expect(await Promise.all(results)).toEqual(['a', 'b', 'c']);
  });

  it('puts what one turn of the event loop brings into the first batch', async () => {
    const { batcher, batches, turn, letGo } = held();
    const results = Promise.all([batcher.add({ key: 'a' }), batcher.add({ key: 'b' })]);
    await turn();
    expect(batches).toEqual([['a', 'b']]);
    await letGo();
    expect(await results).toEqual(['a', 'b']);
  });

  it('never lets two items of one key share a batch, nor more than the limit', async () => {
    const { batcher, batches, turn, letGo } = held();
    const results = ['a', 'a', 'b', 'c', 'd'].map((key) => batcher.add({ key }));
    await turn();
    for (let round = 0; round < 3; round++) await letGo();
    expect(batches).toEqual([
      ['a', 'b', 'c'],
      ['a', 'd'],
    ]);
    expect(await Promise.all(results)).toEqual(['a', 'a', 'b', 'c', 'd']);
  });

  it('refuses items beyond the queue limit, and accepts again once there is room', async () => {
    const { batcher, turn, letGo } = held();
    const accepted = ['a', 'b', 'c', 'd', 'e'].map((key) => batcher.add({ key }));
    await expect(batcher.add({ key: 'f' })).rejects.toBeInstanceOf(TemporarilyUnavailable);
    expect(batcher.size).toBe(5);
    await turn();
    const late = batcher.add({ key: 'g' });
    for (let round = 0; round < 3; round++) await letGo();
    expect(await Promise.all([...accepted, late])).toHaveLength(6);
  });

  it('fails only the item that is at fault', async () => {
    const { batcher, turn, letGo } = held();
    const results = Promise.allSettled([
      batcher.add({ key: 'a' }),
      batcher.add({ key: 'b', fault: true }),
      batcher.add({ key: 'c' }),
    ]);
    await turn();
    for (let round = 0; round < 4; round++) await letGo();
    expect((await results).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('fails the whole batch, without trying items one by one, when no item is at fault', async () => {
    const { batcher, batches, turn, letGo } = held({ isItemsFault: () => false });
    const results = Promise.allSettled([batcher.add({ key: 'a' }), batcher.add({ key: 'b', fault: true })]);
    await turn();
    await letGo();
    expect((await results).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(batches).toHaveLength(1);
  });

  it('takes an item again that was not dealt with, five times at most', async () => {
    let tries = 0;
    const options = {
      keyOf: (item: Item) => item.key,
      maxItems: 3,
      maxWaiting: 5,
      concurrency: 1,
      isItemsFault: () => false,
    };
    const third = new Batcher<Item, string>({
      ...options,
      run: (items) => Promise.resolve(items.map(() => (++tries < 3 ? undefined : 'done'))),
    });
    expect(await third.add({ key: 'a' })).toBe('done');
    expect(tries).toBe(3);
    const never = new Batcher<Item, string>({
      ...options,
      run: (items) => Promise.resolve(items.map(() => (tries++, undefined))),
    });
    tries = 0;
    await expect(never.add({ key: 'a' })).rejects.toBeInstanceOf(TemporarilyUnavailable);
    expect(tries).toBe(5);
  });

  it('is drained once nothing waits and nothing runs', async () => {
    const { batcher, turn, letGo } = held();
    await batcher.drain();
    const results = Promise.all(['a', 'a', 'b'].map((key) => batcher.add({ key })));
    let drained = false;
    const draining = batcher.drain().then(() => (drained = true));
    await turn();
    await letGo();
    expect(drained).toBe(false);
    await letGo();
    await Promise.all([draining, results]);
  });

  it('answers every item exactly once, with its own result, for any keys and any limits', async () => {
    const keys = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(
        keys,
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 3 }),
        async (wanted, maxItems, concurrency) => {
          let running = 0;
          const batcher = new Batcher<{ key: string; n: number }, number>({
            run: async (items) => {
              expect(++running).toBeLessThanOrEqual(concurrency);
              expect(items.length).toBeLessThanOrEqual(maxItems);
              expect(new Set(items.map((item) => item.key)).size).toBe(items.length);
              await new Promise((resolve) => setImmediate(resolve));
              running--;
              return items.map((item) => item.n);
            },
            keyOf: (item) => item.key,
            maxItems,
            maxWaiting: 100,
            concurrency,
            isItemsFault: () => false,
          });
          expect(await Promise.all(wanted.map((key, n) => batcher.add({ key, n })))).toEqual(wanted.map((_, n) => n));
        },
      ),
    );
  });
});
