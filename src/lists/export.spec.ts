import { InvalidInput } from '../platform/errors.js';
import { validateNow } from '../platform/http/validation.js';
import { partOf } from './export-download.service.js';
import { exportFileOrder, exportQuery, type ExportOrder } from './export.schema.js';
import { copyRows } from './export.sql.js';
import { signatureColumns } from './export.values.js';

const full = (filter: Partial<ExportOrder['filter']> = {}): ExportOrder => ({
  preset: 'full',
  format: 'csv',
  columns: [...signatureColumns],
  filter: { status: 'confirmed', ...filter },
});

const faultsOf = (schema: typeof exportQuery | typeof exportFileOrder, input: object): string[] => {
  try {
    validateNow(schema, input);
    return [];
  } catch (error) {
    return (error as InvalidInput).faults.map(({ pointer }) => pointer);
  }
};

describe('the COPY of an export', () => {
  it('never takes shadowed rows unless asked for them by name', () => {
    for (const status of ['confirmed', 'pending', 'all'] as const)
      expect(copyRows('id', full({ status }), null)).toContain('g.shadow_rule is null');
    expect(copyRows('id', full({ status: 'shadowed' }), null)).toContain('g.shadow_rule is not null');
  });

  it('writes values as escaped literals', () => {
    expect(copyRows('id', full({ consent: `it's` }), null)).toContain(`c.purpose = 'it''s'`);
    expect(copyRows('id', full(), `m'k`)).toContain(`'m''k' as export_mark`);
  });

  it('names every column of the header, in order, and reads nothing that no column shows', () => {
    const text = copyRows('id', full(), null);
    const places = signatureColumns.map((column) => text.indexOf(` as ${column}`));
    expect(places.every((place) => place > 0)).toBe(true);
    expect([...places].sort((a, b) => a - b)).toEqual(places);
    const short = copyRows('id', { ...full(), columns: ['country'] }, null);
    expect(short).not.toMatch(/from supporter|from consent/);
  });
});

describe('an order', () => {
  it('takes the filter and the columns of its purpose', () => {
    expect(validateNow(exportQuery, { preset: 'delivery', recipient: 'DE' })).toEqual({
      preset: 'delivery',
      format: 'csv',
      columns: ['given_name', 'family_name', 'country'],
      filter: { status: 'confirmed', consent: 'government/DE', country: undefined, since: undefined },
    });
  });

  it('keeps the order of columns, whatever order they are asked in', () => {
    expect(validateNow(exportQuery, { columns: 'country, email' }).columns).toEqual(['email', 'country']);
  });

  it.each([
    [{ preset: 'delivery' }, '/recipient'],
    [{ preset: 'newsletter', recipient: 'DE' }, '/recipient'],
    [{ preset: 'newsletter', status: 'all' }, '/status'],
    [{ preset: 'delivery', recipient: 'DE', consent: 'newsletter' }, '/consent'],
    [{ preset: 'delivery', recipient: 'DE', columns: 'email' }, '/columns'],
    [{ preset: 'everything' }, '/preset'],
    [{ colour: 'red' }, '/colour'],
  ])('that asks for more than the purpose allows is refused: %j', (input, pointer) => {
    expect(faultsOf(exportQuery, input)).toEqual([pointer]);
  });

  it('of the full list says why', () => {
    expect(faultsOf(exportFileOrder, { preset: 'full', reason: 'because' })).toEqual(['/reason']);
    expect(faultsOf(exportFileOrder, { preset: 'full', reason: 'Audit asked for by the board' })).toEqual([]);
  });
});

describe('a range of bytes', () => {
  it.each([
    ['bytes=0-', { from: 0, to: 99 }],
    ['bytes=90-', { from: 90, to: 99 }],
    ['bytes=10-19', { from: 10, to: 19 }],
    ['bytes=10-1000', { from: 10, to: 99 }],
    ['bytes=-5', { from: 95, to: 99 }],
    ['bytes=0-4,6-8', null],
    ['lines=1-2', null],
    [undefined, null],
  ])('%s', (range, part) => {
    expect(partOf(range, 100)).toEqual(part);
  });

  it.each(['bytes=100-', 'bytes=9-3'])('%s cannot be given', (range) => {
    expect(() => partOf(range, 100)).toThrow('not in the file');
  });
});
