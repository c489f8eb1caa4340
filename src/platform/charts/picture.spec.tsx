import { BarChart } from './bar-chart.js';
import { pictureFile } from './picture.js';
import { RowsPicture, rowsRatio } from './rows-picture.js';

const formatNumber = String;

describe('pictureFile', () => {
  const bars = [{ label: '1 Nov', value: 3, second: 1 }];
  const file = pictureFile({
    title: 'Sign-ups & more',
    notes: ['A petition with <a title> that is so long that it cannot be written in one line '.repeat(3)],
    entries: Array.from({ length: 12 }, (_, n) => ({ sign: 'bar', text: `A long entry of the key, number ${n}` })),
    ratio: 2,
    draw: (place) => <BarChart title="T" desc="D" bars={bars} formatNumber={formatNumber} place={place} />,
  });

  it('is a document of its own that loads nothing and has its colours inside', () => {
    expect(file).toMatch(/^<\?xml version="1.0" encoding="UTF-8"\?>\n<svg xmlns="http:\/\/www.w3.org\/2000\/svg"/);
    expect(file).toContain('.bar { fill: #0064ac; }');
    expect(file).not.toMatch(/var\(|href=|class="chart"|<ul/);
    expect(file).toContain('Sign-ups &amp; more');
    expect(file).toContain('&lt;a title');
  });

  it('writes long titles in lines and the key in rows, inside its height', () => {
    const [, height = 0] = /viewBox="0 0 1000 (\d+)"/.exec(file)?.map(Number) ?? [];
    const places = [...file.matchAll(/<text x="(\d+)" y="(\d+)"/g)].map(([, x, y]) => [Number(x), Number(y)] as const);
    expect(places.filter(([x]) => x === 24).length).toBeGreaterThan(3);
    for (const [x, y] of places) expect([x < 900, y < height]).toEqual([true, true]);
  });
});

describe('RowsPicture', () => {
  it('says so when there is nothing, and hides no small number', () => {
    const place = { x: 0, y: 0, width: 900, height: 100 };
    const draw = (rows: { label: string; value: number }[]) =>
      pictureFile({
        title: 'T',
        notes: [],
        ratio: rowsRatio(rows.length),
        draw: () => <RowsPicture rows={rows} formatNumber={formatNumber} place={place} />,
      });
    expect(draw([])).toContain('None yet');
    const file = draw([
      { label: 'Many', value: 1_000_000 },
      { label: 'One', value: 1 },
      { label: 'Zero', value: 0 },
    ]);
    expect([...file.matchAll(/class="bar" [^>]*width="([^"]*)"/g)].map(([, width]) => width)).toEqual([
      '900',
      '2',
      '0',
    ]);
    expect(file).not.toContain('NaN');
  });
});
