import { cardSvg, drawCard } from './card.js';

const card = {
  kicker: 'Campaign',
  title: 'Reconsider',
  figure: '12,345',
  figureLabel: 'signatures',
  lines: ['example.org'],
};
const texts = (svg: string): string[] => [...svg.matchAll(/<text [^>]*>([^<]*)</g)].map(([, text = '']) => text);

describe('cards for social networks', () => {
  it('are PNG pictures of 1200 × 630 pixels', async () => {
    const png = await drawCard(card);
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
  });

  it('can be drawn with any signs in the text', async () => {
    const title = 'A <b> & "c" \u0000 \u{1f600} 中';
    expect(texts(cardSvg({ ...card, title }))).toContain('A &lt;b&gt; &amp; &quot;c&quot;  \u{1f600} 中');
    expect((await drawCard({ ...card, title })).length).toBeGreaterThan(1000);
  });

  it('have the letters of Ukrainian, not boxes for missing signs', async () => {
    const [one, other] = await Promise.all(['Їжак', 'Ґуля'].map((title) => drawCard({ ...card, title })));
    const [box, sameBox] = await Promise.all(['中文', '日本'].map((title) => drawCard({ ...card, title })));
    expect(one?.equals(other ?? Buffer.alloc(0))).toBe(false);
    // Missing-glyph boxes: DejaVu has no Chinese, so all such titles are the same picture.
    expect(box?.equals(sameBox ?? Buffer.alloc(0))).toBe(true);
  });

  it('show a map when given one', async () => {
    const map =
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 5"><rect width="10" height="5" fill="#f00"/></svg>';
    const [bare, mapped] = await Promise.all([drawCard(card), drawCard({ ...card, map })]);
    expect(mapped.equals(bare)).toBe(false);
  });

  it('set long titles smaller, in four lines at most, and cut the rest', () => {
    const svg = cardSvg({ ...card, title: 'Переглянути рішення про вихід із Конвенції '.repeat(8), lines: [] });
    const title = texts(svg).filter((text) => !['Campaign', '12,345', 'signatures'].includes(text));
    expect(title).toHaveLength(4);
    expect(title[3]).toMatch(/…$/);
  });

  it('never cut a number', () => {
    expect(texts(cardSvg({ ...card, figure: '1 234 567 890', map: '<svg/>' }))).toContain('1 234 567 890');
  });
});
