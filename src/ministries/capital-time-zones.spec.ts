import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { capitalTimeZones } from './capital-time-zones.js';

const states = parse<{ iso_a2: string }>(readFileSync(new URL('../../prisma/reference/states.csv', import.meta.url)), {
  columns: true,
  bom: true,
}).map(({ iso_a2: iso }) => iso);

/** Hours between a clock in the zone and UTC at an instant. */
function offset(zone: string, at: string): number {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(
    new Date(at),
  );
  const [, sign = '+', hours = '0', minutes = '0'] =
    /GMT([+-])(\d+):(\d+)/.exec(parts.find(({ type }) => type === 'timeZoneName')?.value ?? '') ?? [];
  return Number(`${sign}${Number(hours) + Number(minutes) / 60}`);
}

describe('time zones of capitals', () => {
  it('are there for every state and nobody else', () => {
    expect(Object.keys(capitalTimeZones).sort()).toEqual([...states].sort());
    expect(states).toHaveLength(199);
  });

  it.each(Object.entries(capitalTimeZones))('%s: %s is known to the system', (_iso, zone) => {
    expect(() => new Intl.DateTimeFormat('en', { timeZone: zone })).not.toThrow();
    expect(zone).toMatch(/^(Africa|America|Asia|Atlantic|Australia|Europe|Indian|Pacific)\//);
  });

  it.each([
    ['AU', 11, 10],
    ['BR', -3, -3],
    ['CA', -5, -4],
    ['CD', 1, 1],
    ['CN', 8, 8],
    ['FM', 11, 11],
    ['ID', 7, 7],
    ['IN', 5.5, 5.5],
    ['MN', 8, 8],
    ['NP', 5.75, 5.75],
    ['PT', 0, 1],
    ['RU', 3, 3],
    ['US', -5, -4],
  ])('%s is %d hours from UTC in January and %d in July', (iso, january, july) => {
    const zone = capitalTimeZones[iso] ?? '';
    expect([offset(zone, '2026-01-15T12:00:00Z'), offset(zone, '2026-07-15T12:00:00Z')]).toEqual([january, july]);
  });
});
