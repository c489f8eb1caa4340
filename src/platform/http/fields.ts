import { domainToASCII } from 'node:url';
import { z } from 'zod';
import { countryCodes } from './country-codes.js';
import { negotiateLocale, type Locale } from './locale.js';
import { isBrokenLine, isBrokenText, tidyLine, tidyText, trimmed } from './text-input.js';

const required = {
  error: (issue: { input?: unknown }) => (issue.input === undefined ? 'is required' : 'must be text'),
};

/** A rule with a stable code; the detail is English, pages translate by the code. */
const rule = <Value>(check: (value: Value) => boolean, code: string, detail: string) =>
  [check, { error: detail, params: { code } }] as const;

const unbroken = (isBroken: (text: string) => boolean) =>
  rule((text: string) => !isBroken(text), 'field.characters', 'contains control characters or bytes that are no text');

/** One line of text: NFC, without invisible characters, no control characters. */
const line = (max: number) =>
  z
    .string(required)
    .max(max * 4, 'is too long')
    .transform(tidyLine)
    .refine(...unbroken(isBrokenLine))
    .refine(...rule((text: string) => lengthOf(text) <= max, 'field.too_long', `is longer than ${max} characters`));

/** Characters as people count them (code points). */
const lengthOf = (text: string): number => Array.from(text).length;

const filled = rule((text: string) => text.length > 0, 'field.required', 'is required');

/** A given or family name in any script, 1–100 characters. */
export const personName = line(100)
  .refine(...filled)
  .refine(...rule((text: string) => text === '' || /\p{L}/u.test(text), 'name.no_letter', 'has no letter in it'))
  .meta({ description: 'One line, 1 to 100 characters.' });

/** The family name; many people have a single name. Missing and null are read as empty. */
export const furtherName = line(100)
  .refine(...rule((text: string) => text === '' || /\p{L}/u.test(text), 'name.no_letter', 'has no letter in it'))
  .nullish()
  .transform((name) => name ?? '')
  .meta({
    description:
      'One line, at most 100 characters. Left out by people with a single name, which is then the given name.',
  });

/** For optional fields: null counts as missing, since many clients send it. */
export const leftOut = <Schema extends z.ZodType>(schema: Schema) =>
  schema
    .nullish()
    .transform((value): z.output<Schema> | undefined => value ?? undefined)
    .optional();

/** An optional line; empty counts as not given, and so does null. */
export const optionalLine = (max: number) =>
  leftOut(line(max).transform((text) => (text === '' ? undefined : text))).meta({
    description: `One line, at most ${max} characters.`,
  });

/** An optional text of several lines; line ends become `\n`, empty counts as not given. */
export const optionalText = (max: number) =>
  leftOut(
    z
      .string(required)
      .max(max * 4, 'is too long')
      .transform(tidyText)
      .refine(...unbroken(isBrokenText))
      .refine(...rule((text: string) => lengthOf(text) <= max, 'field.too_long', `is longer than ${max} characters`))
      .transform((text) => (text === '' ? undefined : text)),
  ).meta({ description: `Plain text, at most ${max} characters.` });

// The HTML standard's "valid email address", applied after the domain was put into ASCII (IDN).
const htmlEmail =
  /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)+$/;

// Characters allowed in a domain before it is converted to ASCII. The URL parser, which does that, cuts at `/?#`, decodes `%` and drops blanks: the
// result would not be what was typed.
const typedDomain = /^[\p{L}\p{M}\p{N}\p{Join_C}.。．｡-]+$/u;

/** The address with its domain in lower-case ASCII, or null when it is no valid email address. */
export function normaliseEmail(text: string): string | null {
  const at = text.lastIndexOf('@');
  if (at < 1 || text.length > 254) return null;
  const typed = text.slice(at + 1).normalize('NFC');
  const ascii = typedDomain.test(typed) ? domainToASCII(typed) : '';
  const address = `${text.slice(0, at)}@${ascii}`;
  return htmlEmail.test(address) &&
    at <= 64 &&
    address.length <= 254 &&
    !/^\d+$/.test(ascii.slice(ascii.lastIndexOf('.') + 1))
    ? address
    : null;
}

/** An email address by the HTML standard plus internationalised domains; comes out with the domain in ASCII. */
export const emailAddress = z
  .string(required)
  .max(1000, 'is too long')
  .transform(trimmed)
  .refine(...filled)
  .transform((text, context) => {
    const address = normaliseEmail(text);
    if (address !== null) return address;
    context.addIssue({ code: 'custom', message: 'is not a valid email address', params: { code: 'email.invalid' } });
    return z.NEVER;
  })
  .meta({ description: 'An email address; domains in any script.' });

const codes = new Set(countryCodes);

/** ISO 3166-1 alpha-2; lower case is accepted. */
export const countryCode = z
  .string(required)
  .max(100, 'is too long')
  .transform((text) => trimmed(text).toUpperCase())
  .refine(...filled)
  .refine(...rule((code: string) => codes.has(code), 'country.unknown', 'is not a country code of ISO 3166-1'))
  .meta({ description: 'ISO 3166-1 alpha-2.' });

/** A language tag; an unsupported one becomes English. */
export const localeTag = z
  .string(required)
  .regex(/^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,4}$/, 'is not a language tag')
  .transform((tag): Locale => negotiateLocale(tag) ?? 'en')
  .meta({ description: 'A language tag, e.g. `fr`; English where the installation does not offer the language.' });

/** A short machine name, e.g. a slug or consent purpose. */
export const slug = z
  .string(required)
  .regex(/^[a-z0-9]([a-z0-9-]{0,58}[a-z0-9])?$/, 'must be small letters, digits and hyphens, such as open-the-archive');

/** Allowed content of a multi-line text: no control characters except tabs and line ends. Use with `tidyText`, which removes invisible characters. */
export const plainText = unbroken((text) => isBrokenText(tidyText(text)));

/** A calendar day people plan or record with. Other centuries are typing errors, and the database knows no year 0. */
export const calendarDay = z.iso
  .date({ error: 'must be a day like 2027-04-04' })
  .refine(
    ...rule(
      (day: string) => day >= '1900-01-01' && day < '2200-01-01',
      'day.out_of_range',
      'is not a day between 1900 and 2199',
    ),
  );

/** A calendar day `YYYY-MM-DD` or an instant (ISO 8601); comes out as an instant. */
export const dayOrInstant = z
  .union([z.iso.date(), z.iso.datetime({ offset: true })], {
    error: 'must be a day like 2027-04-04 or an ISO 8601 instant',
  })
  .transform((text) => new Date(text));

/** A text by language; only the English one is certain to be there. */
export const translated = z.object({ en: z.string() }).catchall(z.string());
