import { cut } from './supporter-list.service.js';
import { asPattern, type SupporterRow } from './supporter-list.sql.js';

/** Rows with falling ids, as the query answers them. */
const rows = (count: number): SupporterRow[] =>
  Array.from({ length: count }, (_, n) => ({ id: String(900 - n) }) as SupporterRow);

describe('a page of the supporter list', () => {
  it('alone leads nowhere', () => {
    expect(cut(rows(50), null)).toMatchObject({ newer: null, older: null });
  });

  it('shows fifty rows and leads to the older ones', () => {
    const page = cut(rows(51), null);
    expect(page.rows).toHaveLength(50);
    expect(page).toMatchObject({ newer: null, older: '851' });
  });

  it('below a cursor leads back', () => {
    expect(cut(rows(3), { before: '901' })).toMatchObject({ newer: '900', older: null });
  });

  it('above a cursor drops the row too many at its top', () => {
    const page = cut(rows(51), { after: '849' });
    expect(page.rows[0]?.id).toBe('899');
    expect(page).toMatchObject({ newer: '899', older: '850' });
  });
});

it.each([
  ['Kov', 'Kov%'],
  ['100%', '100\\%%'],
  ['a_b', 'a\\_b%'],
  ['\\', '\\\\%'],
])('a search for names that begin with "%s" is the pattern "%s"', (prefix, pattern) => {
  expect(asPattern(prefix)).toBe(pattern);
});
