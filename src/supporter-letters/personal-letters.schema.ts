import { z } from 'zod';
import { countryCode, emailAddress, localeTag, optionalLine, personName, plainText } from '../platform/http/fields.js';
import { tidyText } from '../platform/http/text-input.js';
import { longestLetter, moderationActionNames, rejectionReasons, shortestLetter } from './personal-letters.status.js';

const lengthOf = (text: string): number => Array.from(text).length;
const rule = (check: (text: string) => boolean, code: string, error: string) =>
  [check, { error, params: { code } }] as const;

/** A web or email address, also without its scheme. Every part is bounded, so that no text makes it slow. */
const link =
  /\b[a-z][a-z0-9+.-]{0,20}:\/\/|\bmailto:|\bwww\.|\]\(|[\p{L}\p{N}]\.\p{L}{2,24}\/\S|[^\s@<>]{1,64}@[\p{L}\p{N}-]{1,63}\.\p{L}{2}/iu;
const markup = /<[/!]?\s{0,5}[a-z][^>]{0,500}>|<!--|&#?[a-z0-9]{2,8};/i;

/**
 * A letter in plain text. Links and addresses are refused, not removed: filters of a ministry discard what has them, they could lead anywhere
 * tomorrow, and we change no word of a person. Markup is refused because it would be printed as it is.
 */
export const letterText = z
  .string({ error: (issue) => (issue.input === undefined ? 'is required' : 'must be text') })
  .max(longestLetter * 4, 'is too long')
  .refine(...plainText)
  .transform((text) =>
    tidyText(text)
      .split('\n')
      .map((line) => line.trimEnd())
      .join('\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim(),
  )
  .refine(
    ...rule(
      (text) => lengthOf(text) >= shortestLetter,
      'letter.too_short',
      `is shorter than ${shortestLetter} characters`,
    ),
  )
  .refine(
    ...rule((text) => lengthOf(text) <= longestLetter, 'field.too_long', `is longer than ${longestLetter} characters`),
  )
  .refine(...rule((text) => !link.test(text), 'letter.link', 'has a link or an address in it'))
  .refine(...rule((text) => !markup.test(text), 'letter.markup', 'has markup in it; plain text only'));

/** A State by its code; whether letters are forwarded there depends on the ledger. */
const stateCode = z
  .string({ error: 'must be text' })
  .transform((text) => text.trim().toUpperCase())
  .refine(...rule((code) => /^[A-Z]{2}$/.test(code), 'letter.state', 'is not a State that letters are forwarded to'));

/** A supporter's letter, from the form or over JSON. `to` left out: the writer's own country. */
export const newPersonalLetter = z
  .strictObject({
    name: personName,
    email: emailAddress,
    country: countryCode,
    to: z
      .preprocess((value) => (value === '' ? undefined : value), stateCode.optional())
      .meta({ description: 'The State; by default the writer’s own country.' }),
    text: letterText.meta({
      description: `Plain text of ${shortestLetter} to ${longestLetter} characters, without links, addresses or markup.`,
    }),
    /** To this wording, for this State */
    consent: z.strictObject({
      wording: z.string().max(40, 'is not a wording version'),
      recipient: z.string().max(2, 'is not a State'),
    }),
    source: optionalLine(100),
    locale: localeTag.optional(),
    altcha: z.string().max(10_000).optional().meta({ description: 'Solved proof-of-work challenge, base64 of JSON.' }),
  })
  .meta({
    id: 'NewPersonalLetter',
    examples: [
      {
        name: 'Olena Example',
        email: 'olena@example.org',
        country: 'FI',
        to: 'FR',
        text:
          'Dear Minister, I grew up near a border that has changed hands more than once, and I have followed the debate about both conventions for years. ' +
          'I ask your government to reconsider the questions of this petition and to say in public what it concludes. Yours faithfully, Olena Example',
        consent: { wording: 'letter-2026-12', recipient: 'FR' },
        locale: 'en',
      },
    ],
  });
export type NewPersonalLetter = z.output<typeof newPersonalLetter>;

/** The response to every letter, whatever its outcome. */
export const personalLetterReceipt = z
  .object({ status: z.literal('confirmation_sent') })
  .meta({ id: 'PersonalLetterReceipt' });
export type PersonalLetterReceipt = z.infer<typeof personalLetterReceipt>;

/** What staff decide about letters; the form sends the ids it showed, so that later ones are not affected. */
export const moderation = z
  .object({
    ids: z
      .string({ error: 'is required' })
      .transform((text) => [...new Set(text.split(','))])
      .pipe(z.array(z.uuid('is not a letter')).min(1, 'is required').max(500, 'are more than 500')),
    action: z.enum(moderationActionNames, { error: 'is not a decision' }),
    reason: z.enum(rejectionReasons, { error: 'is not a reason' }).optional().catch(undefined),
  })
  .refine(({ action, reason }) => action !== 'reject' || reason !== undefined, {
    path: ['reason'],
    error: 'is required',
    params: { code: 'field.required' },
  });
export type Moderation = z.output<typeof moderation>;
