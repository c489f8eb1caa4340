import { existsSync, readFileSync, readdirSync } from 'node:fs';
import fc from 'fast-check';
import { render } from 'preact-render-to-string';
import { addressesIn, blockOf, plainBlock } from './block.js';
import { faultsIn, gapsInBlock } from './block-faults.js';
import { BlockView } from './block-view.js';

const html = (source: string): string => render(<BlockView source={source} />);
const picture = `picture:${'0a'.repeat(16)}-1600x900`;

const linesIn = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : Object.values(value as object).flatMap(linesIn);

describe('a block of a text', () => {
  it.each([
    ['Plain.', '<p>Plain.</p>', 'Plain.'],
    ['An *open* **word**.', '<p>An <em>open</em> <strong>word</strong>.</p>', 'An open word.'],
    ['[Here](https://example.org/a)', '<p><a href="https://example.org/a">Here</a></p>', 'Here'],
    ['[Demands](/demands)', '<p><a href="/demands">Demands</a></p>', 'Demands'],
    ['- One\n- *Two*\nhalves', '<ul><li>One</li><li><em>Two</em> halves</li></ul>', '• One\n• Two halves'],
    ['1. One\n2. Two', '<ol><li>One</li><li>Two</li></ol>', '1. One\n2. Two'],
    [
      '> Said.\n>\n> Again.\n> — A *book*, 1997',
      '<figure class="quotation"><blockquote><p>Said.</p><p>Again.</p></blockquote><figcaption>— A <em>book</em>, 1997</figcaption></figure>',
      'Said.\nAgain.\n— A book, 1997',
    ],
  ])('%j is shown as what it is, and has a plain text', (source, shown, plain) => {
    expect(html(source)).toBe(shown);
    expect(plainBlock(source)).toBe(plain);
    expect([...faultsIn(source), ...gapsInBlock(source)]).toEqual([]);
  });

  it('shows a picture with its description and caption', () => {
    const source = `![A “field”](${picture} "Near Izium")`;
    expect(html(source)).toContain('alt="A “field”"');
    expect(html(source)).toContain('width="1600" height="900"');
    expect(html(source)).toContain('<figcaption>Near Izium</figcaption>');
    expect(plainBlock(source)).toBe('A “field”. Near Izium');
    expect(faultsIn(source)).toEqual([]);
  });

  it.each([
    ['<script>alert(1)</script>', 'block.html'],
    ['A <b style="x">word</b>', 'block.html'],
    ['<style>p{}</style>', 'block.html'],
    ['[x](javascript:alert(1))', 'block.link'],
    ['[x](data:text/html,hello)', 'block.link'],
    ['[x](http://example.org)', 'block.link'],
    ['[x](//example.org)', 'block.link'],
    ['![x](https://example.org/x.png)', 'block.picture'],
    ['![x](picture:1)', 'block.picture'],
    [`Before ![x](${picture})`, 'block.picture'],
    ['# Heading', 'block.kind'],
    ['A `code`', 'block.kind'],
    ['---', 'block.kind'],
    ['- - deep', 'block.nested'],
    ['> - deep\n> — Somebody', 'block.nested'],
    ['- a\n1. b', 'block.mixed'],
  ])('%j is refused as %s, and shows no more than text wherever it comes from', (source, code) => {
    expect(faultsIn(source).map((fault) => fault.code)).toContain(code);
    expect(html(source)).not.toMatch(/<(?:script|style|b|img|h1|code|hr)\b|href="(?!https:)/);
  });

  it('is not ready as a quotation without its source or a picture without a description', () => {
    expect(gapsInBlock('> Said.')).toMatchObject([{ code: 'block.source' }]);
    expect(gapsInBlock(`![](${picture})`)).toMatchObject([{ code: 'block.alt' }]);
  });

  it('names the addresses it links to', () => {
    expect(addressesIn('> [a](https://a.example) *[b](/b)*\n> — [c](https://c.example)')).toEqual([
      'https://a.example',
      '/b',
      'https://c.example',
    ]);
  });

  it('of the texts that were written before, in every language, is the paragraph it was', () => {
    const texts = readdirSync('locales', { withFileTypes: true })
      .map(({ name }) => `locales/${name}/reference/campaign.json`)
      .filter((file) => existsSync(file))
      .flatMap((file) => linesIn(JSON.parse(readFileSync(file, 'utf8'))));
    expect(texts.length).toBeGreaterThan(5);
    for (const text of texts) expect(blockOf(text)).toEqual({ kind: 'paragraph', content: [{ kind: 'text', text }] });
  });

  it('shows every text without signs as it is, and never a tag that is not its own', () => {
    const words = fc
      .string({ unit: 'grapheme' })
      .map((text) => text.replace(/[*_\\[\]!<>#`~=+&-]|\s+|^\d+[.)]/g, ' ').trim());
    fc.assert(fc.property(words, (text) => expect(plainBlock(text)).toBe(text)));
    const signs = fc.array(
      fc.constantFrom(
        '<script>',
        '</p>',
        '*',
        '**',
        '_',
        '[',
        '](',
        'https://x.y',
        ')',
        '![',
        '>',
        '- ',
        '\n',
        'a',
        '"',
        picture,
      ),
    );
    fc.assert(
      fc.property(signs, (parts) => {
        const shown = html(parts.join(''));
        expect(
          shown.replace(
            /<\/?(?:p|em|strong|ul|ol|li|figure|blockquote|figcaption|a|img)(?: [a-z]+="[^"<>]*")*(?: ?\/)?>/g,
            '',
          ),
        ).not.toContain('<');
      }),
    );
  });
});
