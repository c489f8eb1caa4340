import type { ComponentChildren, VNode } from 'preact';

export const number = (n: number): string => n.toLocaleString('en');

/** `1 claim`, `2 claims` */
export const counted = (n: number, noun: string, nouns = `${noun}s`): string =>
  `${number(n)} ${n === 1 ? noun : nouns}`;

/** `notice_received` → `notice received` */
export const inWords = (code: string): string => code.replaceAll('_', ' ');

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Every code as an option of a select. */
export const optionsOf = (codes: readonly string[]): { value: string; label: string }[] =>
  codes.map((code) => ({ value: code, label: capital(inWords(code)) }));

const long = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });
const weekday = new Intl.DateTimeFormat('en-GB', { weekday: 'long', timeZone: 'UTC' });

/** `2027-04-04` → `4 April 2027` */
export const longDay = (day: string): string => long.format(new Date(day));

/** `2027-04-04` → `Sunday` */
export const weekdayName = (day: string): string => weekday.format(new Date(day));

const minute = new Intl.DateTimeFormat('en-GB', {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

/** `4 Apr 2027, 09:30 UTC` */
export const minuteOf = (at: Date): string => `${minute.format(at)} UTC`;

/** A calendar day: `4 April 2027`. */
export const OnDay = ({ day }: { day: string | null }): VNode | null =>
  day === null ? null : <time dateTime={day}>{longDay(day)}</time>;

/** An external link, or the text alone where there is no address. */
export const Source = ({ url, children }: { url: string | null; children: ComponentChildren }): VNode =>
  url === null ? (
    <span>{children}</span>
  ) : (
    <a href={url} rel="noopener noreferrer">
      {children}
    </a>
  );
