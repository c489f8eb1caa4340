import { CurrentWork } from './current-work.js';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('the work in progress', () => {
  it('is known to everything it awaits, each its own', async () => {
    const current = new CurrentWork();
    const seen = await Promise.all(
      ['first', 'second'].map((requestId) =>
        current.run({ requestId }, async () => {
          await turn();
          return current.get()?.requestId;
        }),
      ),
    );
    expect(seen).toEqual(['first', 'second']);
    expect(current.get()).toBeUndefined();
  });

  it('is followed as long as any other is in progress, and by nobody after the last has ended', async () => {
    const current = new CurrentWork();
    const [endOne, endOther] = [current.begin(), current.begin()];
    const looks: (string | undefined)[] = [];
    const straggler = current.runIn({ requestId: 'one' }, async () => {
      for (let look = 0; look < 3; look++) {
        await turn();
        looks.push(current.get()?.requestId);
        if (look === 0) endOne();
        if (look === 0) endOne();
        if (look === 1) endOther();
      }
    });
    await straggler;
    expect(looks).toEqual(['one', 'one', undefined]);
  });

  it('is followed again after a pause', async () => {
    const current = new CurrentWork();
    const look = async (): Promise<string | undefined> => {
      await turn();
      return current.get()?.requestId;
    };
    expect(await current.run({ requestId: 'before' }, look)).toBe('before');
    expect(await current.run({ requestId: 'after' }, look)).toBe('after');
  });

  it('ends with an error as well', async () => {
    const current = new CurrentWork();
    await expect(current.run({ requestId: 'bad' }, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    const end = current.begin();
    const later = current.runIn({ requestId: 'good' }, turn).then(() => current.get());
    end();
    expect(await later).toBeUndefined();
  });
});
