import fc from 'fast-check';
import { addDays, addMonths, dayIn, daysBetween, weekdayOf, instantIn } from './day.js';

const day = fc
  .integer({ min: 0, max: 60_000 })
  .map((n) => new Date(Date.UTC(1950, 0, 1 + n)).toISOString().slice(0, 10));

describe('a calendar day', () => {
  it.each([
    ['2026-12-31', 1, '2027-01-01'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2027-02-28', 1, '2027-03-01'],
    ['2027-03-01', -1, '2027-02-28'],
    ['2027-04-04', 0, '2027-04-04'],
    ['2027-04-04', -90, '2027-01-04'],
  ])('%s and %i days is %s', (from, n, to) => {
    expect(addDays(from, n)).toBe(to);
    expect(daysBetween(from, to)).toBe(n);
  });

  it.each([
    ['2026-08-31', 6, '2027-02-28', true],
    ['2027-08-31', 6, '2028-02-29', true],
    ['2027-08-29', 6, '2028-02-29', false],
    ['2027-02-28', 6, '2027-08-28', false],
    ['2026-03-31', 6, '2026-09-30', true],
    ['2026-11-15', 6, '2027-05-15', false],
    ['2026-05-31', -3, '2026-02-28', true],
    ['2026-01-31', 24, '2028-01-31', false],
  ])('%s and %i months is %s (moved to the end of the month: %s)', (from, n, on, clamped) => {
    expect(addMonths(from, n)).toEqual({ on, clamped });
  });

  it('is counted the same way there and back, and sorts as time does', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -5_000, max: 5_000 }), (from, n) => {
        const to = addDays(from, n);
        expect(addDays(to, -n)).toBe(from);
        expect(daysBetween(from, to)).toBe(n);
        expect(from < to).toBe(n > 0);
      }),
    );
  });

  it('is never moved into another month by adding months', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: -30, max: 30 }), (from, n) => {
        const { on, clamped } = addMonths(from, n);
        const monthOf = (text: string): number => Number(text.slice(0, 4)) * 12 + Number(text.slice(5, 7));
        expect(monthOf(on) - monthOf(from)).toBe(n);
        expect(on.slice(8) === from.slice(8)).toBe(!clamped);
        if (clamped) expect(addDays(on, 1).slice(8)).toBe('01');
      }),
    );
  });

  it('depends on the time zone one asks for', () => {
    const instant = new Date('2027-04-03T22:30:00Z');
    expect(dayIn('UTC', instant)).toBe('2027-04-03');
    expect(dayIn('Europe/Brussels', instant)).toBe('2027-04-04');
    expect(dayIn('America/New_York', instant)).toBe('2027-04-03');
    expect(dayIn('Pacific/Kiritimati', new Date('2026-12-31T10:00:00Z'))).toBe('2027-01-01');
  });

  it('knows its weekday, from Sunday', () => {
    expect(weekdayOf('2027-04-04')).toBe(0);
    expect([0, 1, 2, 3, 4, 5, 6].map((n) => weekdayOf(addDays('2027-04-04', n)))).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });
});

describe('the instant a clock shows a time', () => {
  it.each([
    ['Europe/Berlin', '2027-04-02', '09:30', '2027-04-02T07:30:00.000Z'],
    ['Asia/Kathmandu', '2027-04-04', '09:30', '2027-04-04T03:45:00.000Z'],
    ['Pacific/Kiritimati', '2027-04-04', '09:30', '2027-04-03T19:30:00.000Z'],
    ['Pacific/Pago_Pago', '2027-04-04', '09:30', '2027-04-04T20:30:00.000Z'],
    // The clocks go forward: 02:30 does not exist and is an hour later by the new clock.
    ['Europe/Berlin', '2027-03-28', '02:30', '2027-03-28T01:30:00.000Z'],
    // The clocks go back: 02:30 comes twice, and the first counts.
    ['Europe/Berlin', '2027-10-31', '02:30', '2027-10-31T00:30:00.000Z'],
    ['Australia/Lord_Howe', '2027-04-04', '01:45', '2027-04-03T14:45:00.000Z'],
  ])('%s %s %s', (zone, day, time, instant) => {
    expect(instantIn(zone, day, time).toISOString()).toBe(instant);
  });

  it('shows that time again on the zone’s clock, wherever the day has it', () => {
    const zones = fc.constantFrom(
      'Europe/Dublin',
      'America/St_Johns',
      'Asia/Tehran',
      'Africa/Casablanca',
      'Pacific/Apia',
      'America/Asuncion',
    );
    fc.assert(
      fc.property(
        zones,
        fc.integer({ min: 0, max: 2000 }),
        fc.integer({ min: 6 * 60, max: 20 * 60 }),
        (zone, n, minutes) => {
          const day = addDays('2026-01-01', n);
          const time = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
          const shown = new Intl.DateTimeFormat('sv-SE', {
            timeZone: zone,
            dateStyle: 'short',
            timeStyle: 'short',
          }).format(instantIn(zone, day, time));
          expect(shown).toBe(`${day} ${time}`);
        },
      ),
    );
  });
});
