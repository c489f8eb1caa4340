import { z } from 'zod';
import { calendarDay, plainText, slug as slugName } from '../../platform/http/fields.js';
import { filledLine, filledText } from '../../platform/http/form-fields.js';
import { writtenLocales } from '../../platform/http/locale.js';
import { tidyText } from '../../platform/http/text-input.js';
import { sectionsIn } from '../../platform/texts/blocks/body.js';
import { blockFaults, blocksIn, mostBlocks } from '../../platform/texts/blocks/section-faults.js';

/** One language of an update. `text` is the small Markdown of petitions: a line that begins with ## is a heading, an empty line ends a block. */
export interface UpdateText {
  title: string;
  text: string;
}
/** By language. */
export type UpdateTexts = Record<string, UpdateText>;

export const longestTitle = 90;
export const longestText = 20_000;

const field = (max: number) =>
  z
    .string()
    .default('')
    .refine((value) => value.length <= max, {
      error: `is longer than ${max} characters`,
      params: { code: 'field.too_long' },
      abort: true,
    })
    .refine(...plainText)
    .transform(tidyText);

export const updateLocale = z.enum(writtenLocales as [string, ...string[]], {
  error: 'is not a language of this installation',
});

const revision = z.coerce.number().int().min(1);

/** One language of an update, as the form sends it. An empty field is allowed: a draft may be incomplete. */
export const updateForm = z
  .object({
    locale: updateLocale,
    revision,
    title: field(longestTitle),
    body: field(longestText),
    reason: field(500),
    /** A translation that is said to fit the English text of now */
    adapted: z.string().optional(),
    /** What the form showed before anything was typed, as JSON */
    base: z.string().max(1_000_000).optional(),
  })
  .superRefine(({ body }, context) => {
    const sections = sectionsIn(body);
    const blocks = blocksIn(sections);
    const tooMany = {
      code: 'block.too_many',
      block: mostBlocks,
      detail: `has ${blocks} blocks; ${mostBlocks} are possible`,
    };
    for (const { code, block, detail } of blocks > mostBlocks ? [tooMany] : blockFaults(sections))
      context.addIssue({ code: 'custom', message: detail, path: ['body', block], params: { code } });
  });
export type UpdateForm = z.output<typeof updateForm>;

export const updateSlug = slugName.refine((text) => !['new', 'feed', 'versions'].includes(text), {
  error: 'is reserved',
  params: { code: 'slug.reserved' },
});

export const newUpdate = z.object({
  slug: updateSlug,
  /** In English */
  title: filledLine(longestTitle),
  /** Short name of the petition it is about; empty: the campaign as a whole */
  petition: z.string().max(60).default(''),
});
export type NewUpdate = z.output<typeof newUpdate>;

export const updateParam = z.object({ slug: slugName });
export type UpdateParam = z.output<typeof updateParam>;

export const updateRevision = z.object({ revision });

/** When it is to be published, by the clocks of the campaign's zone. */
export const updateMoment = updateRevision.extend({
  day: calendarDay,
  time: z.string({ error: 'is required' }).regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: 'must be a time like 09:30' }),
});
export type UpdateMoment = z.output<typeof updateMoment>;

export const updateReason = z.object({ reason: filledText(500) });
