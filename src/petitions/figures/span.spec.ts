import { daysIn, eachDay, isDay, spanBefore, spanOf } from './span.values.js';

const today = '2026-11-30';

describe('spanOf', () => {
  it('is the last thirty days where nothing was asked for, today included', () => {
    const { span, fault } = spanOf({ from: '', to: '' }, today);
    expect([span, daysIn(span), fault]).toEqual([{ from: '2026-11-01', to: today }, 30, null]);
    expect(spanOf({}, today)).toEqual({ span, fault: null });
  });

  it.each([
    [
      { from: '2026-03-28', to: '2026-04-04' },
      { from: '2026-03-28', to: '2026-04-04' },
    ],
    [{ from: '2026-11-30' }, { from: '2026-11-30', to: '2026-11-30' }],
    [{ to: '2026-03-02' }, { from: '2026-02-01', to: '2026-03-02' }],
    [{ from: '2027-04-04' }, { from: '2027-04-04', to: '2027-04-04' }],
  ])('takes %o', (asked, span) => {
    expect(spanOf(asked, today)).toEqual({ span, fault: null });
  });

  it.each([
    [{ from: 'yesterday' }, 'day'],
    [{ to: '2026-02-30' }, 'day'],
    [{ from: '0001-01-01' }, 'day'],
    [{ from: '2026-05-02', to: '2026-05-01' }, 'order'],
    [{ from: '2025-10-26', to: '2026-11-30' }, 'length'],
  ])('says what is wrong with %o, and shows the last thirty days', (asked, fault) => {
    expect(spanOf(asked, today)).toEqual({ span: { from: '2026-11-01', to: today }, fault });
  });

  it('allows four hundred days', () => {
    expect(spanOf({ from: '2025-10-27', to: today }, today).fault).toBeNull();
  });
});

it('compares with as many days before', () => {
  expect(spanBefore({ from: '2026-03-01', to: '2026-03-31' })).toEqual({ from: '2026-01-29', to: '2026-02-28' });
  expect(spanBefore({ from: '2026-03-01', to: '2026-03-01' })).toEqual({ from: '2026-02-28', to: '2026-02-28' });
});

it('goes through the days of a period in order', () => {
  expect(eachDay({ from: '2028-02-28', to: '2028-03-01' })).toEqual(['2028-02-28', '2028-02-29', '2028-03-01']);
});

it('knows a day from other texts', () => {
  expect(['2026-04-04', '2026-4-4', '2026-13-01', '2026-04-04T00:00', ''].map(isDay)).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});
