/** As in Britain: the day before the month. */
const british = (language: string): string => (language === 'en' ? 'en-GB' : language);

const formats = new Map<string, Intl.DateTimeFormat>();

function dateFormat(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language + JSON.stringify(options);
  let format = formats.get(key);
  if (!format) formats.set(key, (format = new Intl.DateTimeFormat(british(language), { ...options, timeZone: 'UTC' })));
  return format;
}

const numbers = new Map<string, Intl.NumberFormat>();

/** A number with the separators of the language. */
export function number(value: number, language: string): string {
  let format = numbers.get(language);
  if (!format) numbers.set(language, (format = new Intl.NumberFormat(british(language))));
  return format.format(value);
}

/**
 * A calendar day in words, e.g. `2027-04-04` as “4 April 2027”, so that a sentence may go on or end after it. French writes the first of a month
 * as an ordinal (« 1er »); Ukrainian and Russian have the word for year instead of its abbreviation, whose full stop would double at the end of a sentence.
 */
export function longDate(day: string | Date, language: string): string {
  const date = typeof day === 'string' ? new Date(day) : day;
  const text = dateFormat(language, { dateStyle: 'long' }).format(date);
  return language === 'fr' ? text.replace(/^1(?=\s)/, '1er') : wholeYear(text, language);
}

const years: Readonly<Record<string, [RegExp, string]>> = {
  uk: [/\s?р\.$/, '\u00A0року'],
  ru: [/\s?г\.$/, '\u00A0года'],
};

function wholeYear(text: string, language: string): string {
  const [short, long] = years[language] ?? [];
  return short && long !== undefined ? text.replace(short, long) : text;
}

/** A month, e.g. `2025-12`, in words, or a year as it is. */
export function periodName(period: string, language: string): string {
  if (period.length !== 7) return period;
  const text = dateFormat(language, { month: 'long', year: 'numeric' }).format(new Date(`${period}-01`));
  return wholeYear(text, language);
}

/** The name of the day of the week. */
export const weekday = (day: string, language: string): string =>
  dateFormat(language, { weekday: 'long' }).format(new Date(day));

/** A text that runs in its own direction inside a sentence, such as an address in Arabic (Unicode's isolates). For pages and mails, not for PDFs. */
export const isolated = (text: string): string => `\u2068${text}\u2069`;

/** The time of an instant in a time zone, and the name of the zone: “09:30” and “Central European Time”. */
export function timeIn(instant: Date, timeZone: string, language: string): { time: string; zone: string } {
  const time = new Intl.DateTimeFormat(british(language), { timeZone, timeStyle: 'short' }).format(instant);
  const parts = new Intl.DateTimeFormat(british(language), { timeZone, timeZoneName: 'longGeneric' }).formatToParts(
    instant,
  );
  return { time, zone: parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone };
}
