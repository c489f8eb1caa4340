import { z } from 'zod';
import { countryCode, emailAddress, optionalLine, personName, plainText } from '../../platform/http/fields.js';

const blank = <Schema extends z.ZodType>(schema: Schema) => z.preprocess((value) => (value === '' ? undefined : value), schema);
const words = (most: number) =>
  z
    .string({ error: 'must be text' })
    .max(most, 'is too long')
    .refine(...plainText);
const several = <Schema extends z.ZodType>(schema: Schema) =>
  z.array(schema, { error: 'must be a list' }).max(50, 'has more than 50 entries');

const emailInput = z.object({
  address: blank(emailAddress.optional()),
  primary: z.boolean({ error: 'must be true or false' }).optional(),
  /** `subscribed` and `unsubscribed` say something, other words of OSDI nothing. */
  status: words(40).optional(),
});
const postalInput = z.object({
  primary: z.boolean({ error: 'must be true or false' }).optional(),
  postal_code: blank(optionalLine(20).nullable()),
  country: blank(countryCode.nullable().optional()),
});

/** A person as programs write it. Fields of OSDI we do not keep are ignored. */
export const personInput = z.object({
  identifiers: several(words(200)).optional(),
  given_name: blank(personName.nullable().optional()),
  family_name: blank(personName.nullable().optional()),
  source: blank(optionalLine(100).nullable()),
  preferred_language: words(40).nullish(),
  languages_spoken: several(words(40)).nullish(),
  email_addresses: several(emailInput).default([]),
  postal_addresses: several(postalInput).default([]),
});
export type PersonInput = z.output<typeof personInput>;

const helperFields = {
  add_tags: several(words(200)).default([]),
  add_tags_uri: several(words(500)).default([]),
  add_lists: several(words(200)).default([]),
  add_lists_uri: several(words(500)).default([]),
};
const byLink = z.object({ 'osdi:person': z.object({ href: words(500) }).optional() }).optional();

export const personHelper = z.object({ person: personInput, ...helperFields });
export type PersonHelper = z.output<typeof personHelper>;

/** `POST /people` takes a person, and a person with what is around it. */
export const personPost = z.preprocess(
  (body) => (typeof body === 'object' && body !== null && !('person' in body) ? { person: body } : body),
  personHelper,
);

export const signatureHelper = z.object({
  person: personInput.optional(),
  ...helperFields,
  comments: words(4_000).nullish(),
  referrer_data: z.object({ source: words(400).nullish() }).nullish(),
  /** Solved proof of work, for petitions that ask for one. */
  altcha: words(10_000).optional(),
  _links: byLink,
});
export type SignatureHelper = z.output<typeof signatureHelper>;

export const outreachHelper = z.object({
  person: personInput.optional(),
  ...helperFields,
  message: words(20_000),
  targets: z
    .array(z.object({ postal_addresses: several(z.object({ country: words(10) })).optional() }))
    .max(5)
    .optional(),
  /** To this wording, for this State: the box beside the form. */
  'demarche:consent': z.object({ wording: words(40), recipient: words(2) }).optional(),
  altcha: words(10_000).optional(),
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

/** What a client wants back: `return_response: false` asks for numbers and links only. */
export const control = z.object({ 'osdi:control': z.object({ return_response: z.boolean() }).optional() }).catch({});
