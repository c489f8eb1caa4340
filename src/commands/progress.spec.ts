import { barOf } from './progress.js';

describe('the bar of a command', () => {
  const written = (): { bar: ReturnType<typeof barOf>; texts: string[] } => {
    const texts: string[] = [];
    return { bar: barOf('rows read', { write: (text: string | Uint8Array) => texts.push(String(text)) > 0 }), texts };
  };

  it('counts, and shows how much of the whole is done once that is known', () => {
    const { bar, texts } = written();
    bar.add(5, 20);
    expect(texts).toEqual([`\r\x1b[K${'█'.repeat(10)}${'░'.repeat(30)} 5/20 rows read`]);
    const open = written();
    open.bar.add(7);
    expect(open.texts).toEqual(['\r\x1b[K7 rows read']);
  });

  it('is not drawn for every row, and is gone at the end', () => {
    const { bar, texts } = written();
    for (let i = 0; i < 1_000; i++) bar.add(1, 1_000);
    expect(texts.length).toBeLessThan(50);
    bar.end();
    expect(texts.at(-1)).toBe('\r\x1b[K');
  });

  it('leaves a terminal alone that it never wrote to', () => {
    const { bar, texts } = written();
    bar.end();
    expect(texts).toEqual([]);
  });

  it('is full where there is nothing to do or more than was said', () => {
    const { bar, texts } = written();
    bar.add(3, 2);
    expect(texts[0]).toContain(`${'█'.repeat(40)} 3/2`);
  });
});
