import { locales } from '../platform/http/locale.js';

/** Order of ambiguous days in a file. */
export const dateOrders = ['dmy', 'mdy', 'ymd'] as const;
export type DateOrder = (typeof dateOrders)[number];
export const dateOrderWords: Record<DateOrder, string> = {
  dmy: 'day, month, year',
  mdy: 'month, day, year',
  ymd: 'year, month, day',
};

/** A day as YYYY-MM-DD; `ambiguous` has several readings, and the order must be chosen; null cannot be read. */
export type ReadDay = string | null;

const languages = [
  ...locales,
  'de',
  'it',
  'pt',
  'nl',
  'pl',
  'cs',
  'sk',
  'ru',
  'be',
  'bg',
  'sv',
  'da',
  'nb',
  'fi',
  'ro',
  'hu',
  'el',
  'tr',
  'hr',
  'lt',
  'lv',
  'et',
  'sl',
];
const plain = (word: string): string =>
  word
    .normalize('NFKD')
    .replace(/[\u0300-\u036F]/g, '')
    .normalize('NFC')
    .toLowerCase()
    .replace(/[.'’]/g, '');

/** Month names in all these languages, without ambiguous ones, and the words that may accompany them. */
let known: { months: Map<string, number>; ignored: Set<string> } | undefined;
function words() {
  if (known) return known;
  const months = new Map<string, number | null>();
  const ignored = new Set([
    'de',
    'del',
    'of',
    'the',
    'st',
    'nd',
    'rd',
    'th',
    'er',
    'le',
    'el',
    'am',
    'den',
    'р',
    'року',
    'г',
    'года',
    'рік',
    'д',
  ]);
  for (const language of languages)
    for (const style of ['long', 'short'] as const) {
      const write = (options: Intl.DateTimeFormatOptions) =>
        new Intl.DateTimeFormat(language, { timeZone: 'UTC', ...options });
      for (let month = 0; month < 12; month++) {
        const day = new Date(Date.UTC(2024, month, 2));
        for (const format of [write({ month: style }), write({ month: style, day: 'numeric' })]) {
          const name = plain(format.formatToParts(day).find(({ type }) => type === 'month')?.value ?? '');
          if (!/\p{L}{3}/u.test(name)) continue;
          const earlier = months.get(name);
          if (earlier === undefined) months.set(name, month + 1);
          // Campaign languages come first and take precedence.
          else if (earlier !== month + 1 && !locales.includes(language)) months.set(name, null);
        }
      }
      for (let day = 1; day <= 7; day++)
        ignored.add(plain(write({ weekday: style }).format(new Date(Date.UTC(2024, 0, day)))));
    }
  known = { months: new Map([...months].filter((entry): entry is [string, number] => entry[1] !== null)), ignored };
  return known;
}

function dayFrom(year: number, month: number, day: number): string | null {
  const instant = new Date(Date.UTC(year, month - 1, day));
  const right = year >= 1900 && year < 2200 && instant.getUTCMonth() === month - 1 && instant.getUTCDate() === day;
  return right ? instant.toISOString().slice(0, 10) : null;
}

/** Digits of any script as ASCII. */
const withOurDigits = (text: string): string =>
  text.replace(/(?![0-9])\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    let zero = code;
    while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero--;
    return String(code - zero);
  });

/** A time of day and a zone after a day; the day is local to where it was written. */
const time =
  /(?:T|[\s,]|^)\s{0,3}\d{1,2}[:h.]\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?\s{0,3}(?:[ap]\.?\s?m\.?)?\s{0,3}(?:Z|UTC|GMT|[A-Z]{3,4})?(?:\s{0,3}[+-]\d{1,2}:?(?:\d{2})?)?\s*$/i;

/** @param order of ambiguous days @param today nobody signed on a future day */
export function dayOf(typed: string, order: DateOrder | undefined, today: string): ReadDay {
  const text = withOurDigits(typed.normalize('NFKC')).slice(0, 100).replace(time, '').trim();
  const serial = /^\d{5}(?:[.,]\d+)?$/.test(text) ? Math.floor(Number(text.replace(',', '.'))) : 0;
  // Days since 1900, as spreadsheets count, in this century.
  if (serial > 36_500)
    return possible([new Date(Date.UTC(1899, 11, 30) + serial * 86_400_000).toISOString().slice(0, 10)], today);
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (compact) return possible([dayFrom(Number(compact[1]), Number(compact[2]), Number(compact[3]))], today);
  return /\p{L}/u.test(text.replace(/[年月日년월일]/g, '')) ? namedDay(text, today) : numberedDay(text, order, today);
}

function possible(days: readonly (string | null)[], today: string): string | null {
  return days.find((day): day is string => day !== null && day <= today) ?? null;
}

/** `28 Nov 2025`, `Nov 28, 2025`, `28 de noviembre de 2025`. */
function namedDay(text: string, today: string): string | null {
  const { months, ignored } = words();
  let month: number | undefined;
  const numbers: string[] = [];
  for (const piece of text.match(/\d+|[\p{L}\p{M}]+(?:['’][\p{L}\p{M}]+)?/gu) ?? []) {
    const word = plain(piece);
    if (/^\d/.test(piece)) numbers.push(piece);
    else if (months.has(word) && month === undefined) month = months.get(word);
    else if (!ignored.has(word)) return null;
  }
  const [one = '', two = '', more] = numbers;
  if (month === undefined || more !== undefined) return null;
  if (two.length === 4) return possible([dayFrom(Number(two), month, Number(one))], today);
  if (one.length === 4) return possible([dayFrom(Number(one), month, Number(two))], today);
  return two.length === 2 ? possible([dayFrom(fullYear(two, today), month, Number(one))], today) : null;
}

/** In this century: recent signatures. */
const fullYear = (two: string, today: string): number => Number(today.slice(0, 2)) * 100 + Number(two);

/** `28.11.2025`, `2025/11/28`, `11/28/25`. With dots, the day comes first; else an ambiguous day stays ambiguous until the order is chosen. */
function numberedDay(text: string, order: DateOrder | undefined, today: string): ReadDay {
  const [, a = '', sign = '', b = '', c = ''] =
    /^(\d{1,4})\s?([./\-年년])\s?(\d{1,2})\s?[./\-月월]\s?(\d{1,4})\s?[.日일]?$/.exec(text) ?? [];
  if (a === '') return null;
  const [first, second, third] = [a, b, c].map(Number) as [number, number, number];
  if (a.length > 2) return a.length === 4 ? possible([dayFrom(first, second, third)], today) : null;
  if (c.length !== 4 && c.length !== 2) return null;
  const year = c.length === 4 ? third : fullYear(c, today);
  const readings: Partial<Record<DateOrder, string | null>> = { dmy: dayFrom(year, second, first) };
  if (sign !== '.') {
    readings.mdy = dayFrom(year, first, second);
    if (c.length === 2) readings.ymd = dayFrom(fullYear(a, today), second, third);
  }
  const real = [...new Set(Object.values(readings).filter((day): day is string => day !== null && day <= today))];
  if (real.length < 2) return real[0] ?? null;
  if (order === undefined) return 'ambiguous';
  const chosen = readings[order];
  return chosen && real.includes(chosen) ? chosen : 'ambiguous';
}
