import { z } from 'zod';
import { calendarDay, plainText } from '../../platform/http/fields.js';
import { filledText } from '../../platform/http/form-fields.js';
import { writtenLocales } from '../../platform/http/locale.js';
import { tidyText } from '../../platform/http/text-input.js';
import type { PetitionText } from '../petitions.schema.js';
import { blockFaults, blocksIn, mostBlocks } from '../../platform/texts/blocks/section-faults.js';
import { bodyOf, sectionsIn } from '../../platform/texts/blocks/body.js';
import type { Fields } from '../../platform/texts/merge-fields.js';

const text = (max: number) =>
  z
    .string()
    .default('')
    .refine((value) => value.length <= max, {
      error: `is longer than ${max} characters`,
      params: { code: 'field.too_long' },
      // Tidying costs time for every character.
      abort: true,
    })
    .refine(...plainText)
    .transform(tidyText);

const writtenLocale = z.enum(writtenLocales as [string, ...string[]], {
  error: 'is not a language of this installation',
});

/** Requests are lines; more than this are no list any more. */
const mostRequests = 12;

/** One language of a draft, as the form sends it. An empty field is allowed: a draft may be incomplete. */
export const draftForm = z
  .object({
    locale: writtenLocale,
    revision: z.coerce.number().int().min(0).default(0),
    title: text(90),
    summary: text(300),
    body: text(20_000),
    ask: text(5_000),
    shareText: text(120),
    leadPicture: z.string().max(100).default(''),
    leadAlt: text(300),
    reason: text(500),
    /** A translation that is said to fit the English text of now */
    adapted: z.string().optional(),
    /** What the form showed before anything was typed, as JSON: what two people changed at once is told apart by it */
    base: z.string().max(1_000_000).optional(),
  })
  .transform(({ locale, revision, reason, adapted, base, ...fields }) => ({
    locale,
    revision,
    reason: reason === '' ? null : reason,
    text: textFrom(fields),
    adapted: adapted !== undefined,
    base: base === undefined ? null : fieldsIn(base),
  }))
  .refine(({ text: { ask } }) => ask.length <= mostRequests, {
    error: `has more than ${mostRequests} requests`,
    path: ['ask'],
  })
  .superRefine(({ text: { sections } }, context) => {
    const blocks = blocksIn(sections);
    const tooMany = {
      code: 'block.too_many',
      block: mostBlocks,
      detail: `has ${blocks} blocks; ${mostBlocks} are possible`,
    };
    for (const { code, block, detail } of blocks > mostBlocks ? [tooMany] : blockFaults(sections))
      context.addIssue({ code: 'custom', message: detail, path: ['body', block], params: { code } });
  });
export type DraftForm = z.output<typeof draftForm>;

/** The text that the fields of the form say. */
export function textFrom(fields: Fields): PetitionText {
  const { title = '', summary = '', body = '', ask = '', shareText = '', leadPicture = '', leadAlt = '' } = fields;
  return {
    title,
    summary,
    sections: sectionsIn(body),
    ask: ask
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== ''),
    shareText,
    ...(leadPicture !== '' && { leadPicture, leadAlt }),
  };
}

/** What a form says it showed; nothing where that is no list of fields. */
export function fieldsIn(json: string): Fields | null {
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(json));
  } catch {
    return null;
  }
}

/** What a language of a draft lacks before it can be published: the names of empty fields. */
export const gapsIn = ({ title, summary, sections, ask, shareText, leadPicture, leadAlt }: PetitionText): string[] => [
  ...(title === '' ? ['title'] : []),
  ...(summary === '' ? ['summary'] : []),
  ...(sections.length === 0 || sections.some(({ heading, paragraphs }) => heading === '' || paragraphs.length === 0)
    ? ['body']
    : []),
  ...(ask.length === 0 ? ['ask'] : []),
  ...(shareText === '' ? ['shareText'] : []),
  ...(leadPicture !== undefined && (leadAlt ?? '') === '' ? ['leadAlt'] : []),
];

/** A text as the form shows it. */
export const inputOf = (text: PetitionText | undefined): Record<string, string> => ({
  title: text?.title ?? '',
  summary: text?.summary ?? '',
  body: bodyOf(text?.sections ?? []),
  ask: (text?.ask ?? []).join('\n'),
  shareText: text?.shareText ?? '',
  leadPicture: text?.leadPicture ?? '',
  leadAlt: text?.leadAlt ?? '',
});

export const draftRevision = z.object({ revision: z.coerce.number().int().min(0) });

/** When a draft is to be published, by the clocks of the campaign's zone. */
export const draftMoment = draftRevision.extend({
  day: calendarDay,
  time: z.string({ error: 'is required' }).regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'must be a time like 09:30' }),
});
export type DraftMoment = z.output<typeof draftMoment>;

export const draftComment = z.object({
  locale: writtenLocale,
  /** Nobody types it: it is chosen from the passages of the text. */
  passage: z.string().max(20_000).default('').transform(tidyText),
  text: filledText(2_000),
});
export type DraftCommentForm = z.output<typeof draftComment>;
