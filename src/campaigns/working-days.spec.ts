import { dayOff, publicHolidays, weekendOf, workingDay } from './working-days.js';

describe('working days', () => {
  it.each([
    ['NO', [6, 0]],
    ['EG', [5, 6]],
    ['AE', [6, 0]],
    ['IR', [5]],
    ['XK', [6, 0]],
  ])('the weekend of %s is %j', (iso, weekend) => {
    expect(weekendOf(iso)).toEqual(weekend);
  });

  it('4 April 2027, a Sunday, is a working day where the weekend is Friday and Saturday', async () => {
    expect(await workingDay('EG', '2027-04-04', 'previous')).toEqual({ on: '2027-04-04', off: null });
  });

  it.each([
    ['NO', 'previous', '2027-04-02'],
    ['NO', 'next', '2027-04-05'],
    ['NO', 'none', '2027-04-04'],
    // The national day is a Sunday in 2027; the Friday before is free of it.
    ['SN', 'previous', '2027-04-02'],
  ] as const)('in %s the %s working day is %s', async (iso, rule, on) => {
    expect((await workingDay(iso, '2027-04-04', rule)).on).toBe(on);
  });

  it('leaps over a long row of free days, and names the first reason', async () => {
    // Maundy Thursday to Easter Monday are free in Norway: 25 to 29 March 2027.
    expect(await workingDay('NO', '2027-03-29', 'previous')).toMatchObject({
      on: '2027-03-24',
      off: { reason: 'public_holiday' },
    });
  });

  it('says why nobody works', async () => {
    expect(await dayOff('SN', '2027-04-04')).toMatchObject({ reason: 'public_holiday' });
    expect(await dayOff('NO', '2027-04-04')).toEqual({ reason: 'weekend', name: null });
    expect(await dayOff('NO', '2027-04-06')).toBeNull();
  });

  it('knows no holidays where the data has none, and still the weekend', async () => {
    expect((await publicHolidays('QQ', 2027)).size).toBe(0);
  });
});
