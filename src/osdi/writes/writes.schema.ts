import { z } from 'zod';
import { emailAddress, leftOut, optionalLine, personName, plainText } from '../../platform/http/fields.js';
import { countryAsWritten } from '../../platform/http/country-as-written.js';
import { tidyText } from '../../platform/http/text-input.js';

const blank = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema);
const words = (most: number) =>
  z
    .string({ error: 'must be text' })
    .max(most, 'is too long')
    .refine(...plainText)
    .transform(tidyText);
const several = <Schema extends z.ZodType>(schema: Schema) =>
  z.array(schema, { error: 'must be a list' }).max(50, 'has more than 50 entries');
/** Null counts as missing, since many clients send it. */
const list = <Schema extends z.ZodType>(schema: Schema) =>
  several(schema)
    .nullish()
    .transform((values) => values ?? []);

const emailInput = z.object({
  address: blank(leftOut(emailAddress)),
  primary: leftOut(z.boolean({ error: 'must be true or false' })),
  /** `subscribed` and `unsubscribed` have an effect, other OSDI values none. */
  status: leftOut(words(40)),
});
const postalInput = z.object({
  primary: leftOut(z.boolean({ error: 'must be true or false' })),
  postal_code: blank(optionalLine(20).nullable()),
  country: blank(countryAsWritten.nullable().optional()),
});

/** A person as clients write it. OSDI fields we do not store are ignored. */
export const personInput = z.object({
  identifiers: leftOut(several(words(200))),
  given_name: blank(personName.nullable().optional()),
  family_name: blank(personName.nullable().optional()),
  source: blank(optionalLine(100).nullable()),
  preferred_language: words(40).nullish(),
  languages_spoken: several(words(40)).nullish(),
  email_addresses: list(emailInput),
  postal_addresses: list(postalInput),
});
export type PersonInput = z.output<typeof personInput>;

const helperFields = {
  add_tags: list(words(200)),
  add_tags_uri: list(words(500)),
  add_lists: list(words(200)),
  add_lists_uri: list(words(500)),
};
const byLink = z.object({ 'osdi:person': z.object({ href: words(500) }).optional() }).optional();

export const personHelper = z.object({ person: personInput, ...helperFields });
export type PersonHelper = z.output<typeof personHelper>;

/** `POST /people` accepts a person, and a person with related data. */
export const personPost = z.preprocess(
  (body) => (typeof body === 'object' && body !== null && !('person' in body) ? { person: body } : body),
  personHelper,
);

const referrer = z.object({ source: words(400).nullish() }).nullish();

export const signatureHelper = z.object({
  person: personInput.optional(),
  ...helperFields,
  comments: words(4_000).nullish(),
  referrer_data: referrer,
  /** Solved proof of work, for petitions that require one. */
  altcha: leftOut(words(10_000)),
  _links: byLink,
});
export type SignatureHelper = z.output<typeof signatureHelper>;

export const outreachHelper = z.object({
  person: personInput.optional(),
  ...helperFields,
  message: words(20_000),
  referrer_data: referrer,
  targets: z
    .array(z.object({ postal_addresses: leftOut(several(z.object({ country: words(200) }))) }))
    .max(5)
    .optional(),
  /** To this wording, for this State: the checkbox of the form. */
  'demarche:consent': z.object({ wording: words(40), recipient: words(2) }).optional(),
  altcha: leftOut(words(10_000)),
  _links: byLink,
});
export type OutreachHelper = z.output<typeof outreachHelper>;

export const tagInput = z.object({
  name: words(100)
    .transform((name) => name.normalize('NFC').trim())
    .refine((name) => name !== '' && !/\p{Cc}|\p{Cs}/u.test(name), 'is not a name'),
  description: words(500).nullish(),
});

export const taggingInput = z.object({ _links: z.object({ 'osdi:person': z.object({ href: words(500) }) }) });

/** What a client wants back: `return_response: false` requests ids and links only. */
export const control = z.object({ 'osdi:control': z.object({ return_response: z.boolean() }).optional() }).catch({});
