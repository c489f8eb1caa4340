import { copySupporters, exportColumns } from './export.sql.js';

describe('the COPY of an export', () => {
  it('never takes shadowed rows unless asked for them by name', () => {
    for (const status of ['confirmed', 'pending', 'all'] as const) {
      expect(copySupporters('csv', 'id', { status })).toContain('g.shadow_rule is null');
    }
    expect(copySupporters('csv', 'id', { status: 'shadowed' })).toContain('g.shadow_rule is not null');
  });

  it('writes values as escaped literals', () => {
    const text = copySupporters('csv', 'id', { status: 'all', consent: `it's` });
    expect(text).toContain(`c.purpose = 'it''s'`);
  });

  it('names every column of the header, in order', () => {
    const text = copySupporters('csv', 'id', { status: 'all' });
    const places = exportColumns.map((column) => text.search(new RegExp(`(as |g\\.)${column}\\b`)));
    expect(places.every((place) => place > 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
  });
});
