import { BriefMemory } from './brief-memory.js';

describe('BriefMemory', () => {
  let reads: number;
  const read = (): Promise<number> => Promise.resolve(++reads);
  beforeEach(() => {
    reads = 0;
  });

  it('reads once for all who ask together, and again when the moment is over', async () => {
    const memory = new BriefMemory<number>(0);
    expect(await Promise.all([1, 2, 3].map(() => memory.get('a', read)))).toEqual([1, 1, 1]);
    expect(await memory.get('a', read)).toBe(2);
  });

  it('keeps each key for a moment', async () => {
    const memory = new BriefMemory<number>(60_000);
    expect([await memory.get('a', read), await memory.get('a', read), await memory.get('b', read)]).toEqual([1, 1, 2]);
  });

  it('does not keep a failure, nor what was being read when it was forgotten', async () => {
    const memory = new BriefMemory<number>(60_000);
    await expect(memory.get('a', () => Promise.reject(new Error('away')))).rejects.toThrow('away');
    const early = memory.get('a', read);
    memory.forget('a');
    expect([await early, await memory.get('a', read)]).toEqual([1, 2]);
  });

  it('forgets all rather than keep more than it may', async () => {
    const memory = new BriefMemory<number>(60_000, 2);
    for (const key of ['a', 'b', 'c']) await memory.get(key, read);
    expect(await memory.get('a', read)).toBe(4);
  });
});
