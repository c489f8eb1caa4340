import { z } from 'zod';
import { calendarDay, emailAddress, normaliseEmail, optionalLine } from '../platform/http/fields.js';
import { filledLine as line, filledText as text, given } from '../platform/http/form-fields.js';
import {
  channelKinds,
  confidences,
  contactDecisions,
  genders,
  ministryFields,
  type ChannelKind,
  type MinistryField,
} from './ministries.values.js';

/** Kosovo is XK. */
export const isoParam = z.object({
  iso: z
    .string()
    .regex(/^[A-Z]{2}$/i, 'is not a code of two letters')
    .transform((iso) => iso.toUpperCase()),
});
export const ministryRowParam = isoParam.extend({ id: z.uuid() });

const webAddress = line(500).refine((url) => URL.canParse(url) && /^https?:\/\//i.test(url), {
  error: 'is not a web address',
  params: { code: 'url.invalid' },
});

const source = line(300);
const confidence = z.enum(confidences, { error: 'is not high, medium or low' });

const factValues: Partial<Record<MinistryField, z.ZodType<string>>> = {
  website: webAddress,
  contact_language: line(10).refine((tag) => /^[a-z]{2,3}$/.test(tag), {
    error: 'is not a language code like fr',
    params: { code: 'locale.invalid' },
  }),
  postal_address: text(500),
  note: text(1000),
};
const factOf = (field: MinistryField) =>
  z.object({ field: z.literal(field), value: factValues[field] ?? line(300), source, confidence });

/** A fact about a ministry as staff enter it. */
export const newFact = z.discriminatedUnion('field', ministryFields.map(factOf) as [FactOf, ...FactOf[]], {
  error: 'is not a field of a ministry',
});
type FactOf = ReturnType<typeof factOf>;
export type NewFact = z.output<typeof newFact>;

/** An embassy or mission is reached by email or by post. */
const officeAddress = text(500)
  .refine((address) => !address.includes('@') || /\s/.test(address) || normaliseEmail(address) !== null, {
    error: 'is not a valid email address',
    params: { code: 'email.invalid' },
  })
  .transform((address) => normaliseEmail(address) ?? address);
const addresses: Record<ChannelKind, z.ZodType<string>> = {
  email: given.pipe(emailAddress),
  web_form: webAddress,
  post: text(500),
  embassy: officeAddress,
  mission: officeAddress,
};

const channelOf = (kind: ChannelKind) =>
  z.object({
    kind: z.literal(kind),
    address: addresses[kind],
    note: given.pipe(optionalLine(300)),
    source,
    confidence,
  });

/** A contact channel of a ministry. An email address comes out with its domain in ASCII. */
export const newChannel = z.discriminatedUnion('kind', channelKinds.map(channelOf) as [ChannelOf, ...ChannelOf[]], {
  error: 'is not a kind of address',
});
type ChannelOf = ReturnType<typeof channelOf>;
export type NewChannel = z.output<typeof newChannel>;

/** `evenLast`: the ministry may be left without an address. */
export const channelEnd = z.object({ reason: line(300), evenLast: z.literal('yes').optional() });
export type ChannelEnd = z.output<typeof channelEnd>;

const optionalDay = z
  .union([z.literal('').transform(() => null), calendarDay], { error: 'must be a day like 2027-04-04' })
  .default(null);

export const newHolder = z
  .object({
    name: line(150),
    gender: z.enum(genders, { error: 'is not female, male or unknown' }),
    title: line(200),
    validFrom: calendarDay,
    validTo: optionalDay,
    /** Empty: today */
    checkedOn: optionalDay,
    source,
    confidence,
  })
  .refine(({ validFrom, validTo }) => validTo === null || validTo >= validFrom, {
    error: 'is before the first day',
    path: ['validTo'],
    params: { code: 'day.before_first' },
  });
export type NewHolder = z.output<typeof newHolder>;

export const holderEnd = z.object({ validTo: calendarDay });

export const newDecision = z.object({
  decision: z.enum(contactDecisions, { error: 'is not a decision' }),
  reason: line(500),
});
export type NewDecision = z.output<typeof newDecision>;
