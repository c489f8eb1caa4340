import { describe, expect, it } from '@jest/globals';
import { dayOf } from './import-dates.js';

const today = '2026-11-29';

describe('dayOf', () => {
  it.each([
    '2025-11-28',
    '11/28/2025',
    '28/11/2025 14:03',
    '28.11.2025 14:03:22',
    '28.11.25',
    '2025/11/28',
    '2025/11/28 3:04:05 PM GMT+1',
    '11/28/2025 14:03:22',
    '28 Nov 2025',
    'Nov 28, 2025',
    '45989',
    '2025-11-28T23:30:00-08:00',
    '28-11-2025',
    '28 novembre 2025',
    '28 de noviembre de 2025',
    '28 листопада 2025 р.',
    '28. November 2025',
    'Fri, 28 Nov 2025',
    'Friday, November 28th, 2025',
    '20251128',
    '2025年11月28日',
    '2025. 11. 28.',
    '٢٨/١١/٢٠٢٥',
    '28/11/25',
    '28 ноября 2025 г.',
    '２０２５-１１-２８',
    '45989.58',
    '28. 11. 2025',
    '2025-11-28 14:03',
  ])('reads %j as one day', (text) => {
    expect(dayOf(text, undefined, today)).toBe('2025-11-28');
  });

  it('asks for the order only where there is more than one reading', () => {
    expect([undefined, 'dmy', 'mdy', 'ymd'].map((order) => dayOf('04/05/2025', order as undefined, today))).toEqual([
      'ambiguous',
      '2025-05-04',
      '2025-04-05',
      'ambiguous',
    ]);
    expect([dayOf('04.05.2025', undefined, today), dayOf('04/04/2025', undefined, today)]).toEqual([
      '2025-05-04',
      '2025-04-04',
    ]);
    expect([dayOf('04-05-25', 'ymd', today), dayOf('04-05-25', 'mdy', today)]).toEqual(['2004-05-25', '2025-04-05']);
    expect(dayOf('11/28/2025', 'dmy', today)).toBe('2025-11-28');
  });

  it.each([
    'yesterday',
    '31.2.2025',
    '2025',
    '2025-11',
    '28.11.',
    '1.1.1850',
    '2568-11-28',
    '2030-01-01',
    '28/13/2025',
    'May',
    '',
    '99999999999',
  ])('reads no day out of %j', (text) => {
    expect(dayOf(text, 'dmy', today)).toBeNull();
  });
});
