import { hoursOf } from './hours.values.js';

it('has the hours of a day by the clocks of the zone', () => {
  const { slots, ends } = hoursOf('Europe/Brussels', '2027-04-04');
  expect([slots[0]?.begins.toISOString(), ends.toISOString()]).toEqual([
    '2027-04-03T22:00:00.000Z',
    '2027-04-04T22:00:00.000Z',
  ]);
  expect(slots.map(({ label }) => label)).toEqual(Array.from({ length: 24 }, (_, n) => String(n).padStart(2, '0')));
});

it.each([
  ['forward', '2027-03-28', 23, ['01', '03']],
  ['back', '2027-10-31', 25, ['02', '02']],
])('follows the clocks when they go %s', (_, day, length, labels) => {
  const { slots } = hoursOf('Europe/Brussels', day);
  expect(slots).toHaveLength(length);
  const at = length === 23 ? 1 : 2;
  expect(slots.slice(at, at + 2).map(({ label }) => label)).toEqual(labels);
});
