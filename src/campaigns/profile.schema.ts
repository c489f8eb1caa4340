import { z } from 'zod';
import { countryCodes } from '../platform/http/country-codes.js';
import { normaliseEmail, optionalLine, optionalText } from '../platform/http/fields.js';
import { writtenLocales } from '../platform/http/locale.js';

const line = optionalLine(200);
const block = optionalText(400);
const invalid = (code: string, error: string) => ({ error, params: { code } });
const email = optionalLine(254)
  .refine(
    (text) => text === undefined || normaliseEmail(text) !== null,
    invalid('email.invalid', 'is not an email address'),
  )
  .transform((text) => (text === undefined ? undefined : (normaliseEmail(text) ?? undefined)));

/** Facts in one value, whatever the language of the reader. An empty one is not known. */
const plainFacts = {
  organisation: line,
  address: block,
  country: optionalLine(2).refine(
    (code) => code === undefined || countryCodes.includes(code),
    invalid('country.unknown', 'is not a country'),
  ),
  register: line,
  taxNumber: line,
  representative: line,
  responsible: line,
  email,
  telephone: line,
  pressEmail: email,
  securityEmail: email,
  privacyContact: block,
  dataProtectionOfficer: block,
  euRepresentative: block,
  supervisoryAuthority: line,
  hosting: line,
  mailProvider: line,
  processors: block,
  backupDays: z
    .string()
    .trim()
    .nullish()
    .refine((text) => !text || (/^[1-9]\d{0,3}$/.test(text) && Number(text) <= 3650), {
      error: 'is not a whole number from 1 to 3650',
    })
    .transform((text) => (text ? Number(text) : undefined)),
  signatory: line,
  signatoryTitle: line,
} as const;

/** Facts that are sentences, one text per language: `funding_en`. */
export const writtenFacts = ['about', 'funding'] as const;

/** The form of the settings page; what it leaves out is cleared. */
export const profileForm = z
  .object({
    ...plainFacts,
    revision: z.coerce.number().int().min(0).default(0),
    ...Object.fromEntries(
      writtenFacts.flatMap((name) => writtenLocales.map((locale) => [`${name}_${locale}`, optionalText(1000)])),
    ),
  })
  .transform(({ revision, ...rest }) => {
    const given = rest as Record<string, unknown>;
    const plain = Object.fromEntries(Object.keys(plainFacts).map((name) => [name, given[name]]));
    const written = writtenFacts.map((name) => {
      const texts = writtenLocales.map((locale) => [locale, given[`${name}_${locale}`]]);
      return [name, Object.fromEntries(texts.filter(([, text]) => text !== undefined))] as const;
    });
    return { revision, facts: { ...plain, ...Object.fromEntries(written) } };
  });

/** Who stands behind a campaign. What is not known is undefined. */
export type ProfileFacts = {
  [Name in keyof typeof plainFacts]?: z.output<(typeof plainFacts)[Name]>;
} & { [Name in (typeof writtenFacts)[number]]?: Record<string, string> };

export type FactName = keyof ProfileFacts;

/** Facts without which the legal pages or the letters are incomplete, with their names in sentences for staff. */
export const requiredFacts = {
  organisation: 'the organisation',
  address: 'its postal address',
  country: 'its country',
  representative: 'who represents it',
  email: 'an email address for everybody',
  privacyContact: 'whom to ask about personal data',
  supervisoryAuthority: 'the supervisory authority for data protection',
  hosting: 'where the server stands',
  mailProvider: 'who delivers the email',
  backupDays: 'after how many days backups are deleted',
  funding: 'who pays for the campaign',
  signatory: 'who signs letters to ministries',
  signatoryTitle: 'the title of the signatory',
} as const satisfies Partial<Record<FactName, string>>;
export type RequiredFact = keyof typeof requiredFacts;

/** The required facts that are not known yet. */
export const missingFacts = (facts: ProfileFacts): RequiredFact[] =>
  (Object.keys(requiredFacts) as RequiredFact[]).filter((name) =>
    name === 'funding' ? facts.funding?.en === undefined : facts[name] === undefined,
  );
