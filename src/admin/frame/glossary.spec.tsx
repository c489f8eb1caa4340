import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { render } from 'preact-render-to-string';
import type { SignedIn } from '../../access/sessions.service.js';
import { HelpPage } from '../help/help-page.js';
import { anchorOf, words } from './glossary.js';
import { Term, Words } from './term.js';

const staff: SignedIn = {
  ...{ id: '1', name: 'Ada', email: 'ada@example.org', role: 'viewer', csrf: '', sessionId: '1', steppedUpAt: null },
  ...{ campaign: null, campaigns: [], everywhere: true },
};

describe('the words of the staff pages', () => {
  it('are explained in order, each under an address that a link can name', () => {
    const html = render(HelpPage({ staff }));
    expect([...words]).toEqual([...words].sort());
    for (const word of words) expect(html).toContain(`<dt id="${anchorOf(word)}"><dfn>`);
  });

  it('lead to their explanation, and carry it', () => {
    expect(render(<Term word="anchor date">The date</Term>)).toMatch(
      /^<a class="term" href="\/admin\/help#anchor-date" title="The day of the year[^"]+">The date<\/a>$/,
    );
    expect(render(<Words of={['claim', 'verdict', 'retired']} />).replace(/<[^>]+>/g, '')).toBe(
      'What is meant by claim, verdict and retired?',
    );
  });

  it('are those the pages use: none is explained that no page leads to', () => {
    const folder = fileURLToPath(new URL('..', import.meta.url));
    const pages = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.tsx') && !name.endsWith('.spec.tsx'))
      .map((name) => readFileSync(`${folder}/${name}`, 'utf8'));
    const used = pages.flatMap((page) => [
      ...[...page.matchAll(/<Term word="([^"]+)"/g)].map(([, word]) => word),
      ...[...page.matchAll(/<Words of=\{\[([^\]]+)\]/g)].flatMap(([, list = '']) =>
        [...list.matchAll(/'([^']+)'/g)].map(([, word]) => word),
      ),
    ]);
    expect(words.filter((word) => !used.includes(word))).toEqual([]);
  });
});
