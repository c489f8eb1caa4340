import { cutPage } from './keyset.js';

const rows = (count: number): { id: string }[] => Array.from({ length: count }, (_, n) => ({ id: String(900 - n) }));

describe('a page of a list', () => {
  it('alone leads nowhere', () => {
    expect(cutPage(rows(50), null, 50)).toMatchObject({ previous: null, next: null });
  });

  it('shows as many rows as asked and leads to the next ones', () => {
    const page = cutPage(rows(51), null, 50);
    expect(page.rows).toHaveLength(50);
    expect(page).toMatchObject({ previous: null, next: '851' });
  });

  it('after a cursor leads back', () => {
    expect(cutPage(rows(3), { after: '901' }, 50)).toMatchObject({ previous: '900', next: null });
  });

  it('before a cursor drops the row too many at its top', () => {
    const page = cutPage(rows(51), { before: '849' }, 50);
    expect(page.rows[0]?.id).toBe('899');
    expect(page).toMatchObject({ previous: '899', next: '850' });
  });
});
