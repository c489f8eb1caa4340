import { z } from 'zod';
import { slug as slugName } from '../../platform/http/fields.js';
import { updateStates } from './update.status.js';
import { longestText, longestTitle, newUpdate, updateLocale, updateSlug } from './updates.schema.js';

const text = z.object({
  title: z.string().meta({ examples: ['A hearing in May'] }),
  text: z
    .string()
    .meta({ description: 'The small Markdown of petitions.', examples: ['The committee has invited us.'] }),
});
const example = { title: 'A hearing in May', text: 'The committee has invited us.' };

export const newUpdateDraft = z
  .object({
    campaign: slugName.optional().meta({ description: 'Short name; may be left out where there is one campaign.' }),
    slug: updateSlug.meta({ examples: ['hearing-in-may'] }),
    title: newUpdate.shape.title.meta({ description: 'In English.', examples: ['A hearing in May'] }),
    petition: slugName.optional().meta({ description: 'What it is about; left out: the campaign as a whole.' }),
  })
  .meta({ id: 'NewUpdate' });
export type NewUpdateDraft = z.output<typeof newUpdateDraft>;

export const updateDraftText = z
  .object({
    title: z
      .string()
      .max(longestTitle)
      .meta({ examples: ['A hearing in May'] }),
    text: z
      .string()
      .max(longestText)
      .meta({
        description: 'A line that begins with ## is a heading; an empty line ends a block.',
        examples: ['The committee has invited us.'],
      }),
    revision: z
      .number()
      .int()
      .min(1)
      .meta({ description: 'Of the draft that was read.', examples: [1] }),
    reason: z
      .string()
      .max(500)
      .optional()
      .meta({ description: 'Public: what a published update is corrected in. Left out: as it was.' }),
  })
  .meta({ id: 'UpdateDraftText' });
export type UpdateDraftText = z.output<typeof updateDraftText>;

export const updateTextParam = z.object({ slug: slugName, locale: updateLocale });

export const shownUpdateDraft = z
  .object({
    slug: z.string().meta({ examples: ['hearing-in-may'] }),
    revision: z
      .number()
      .int()
      .meta({ description: 'Grows with each change.', examples: [1] }),
    state: z.enum(updateStates).meta({ examples: ['draft'] }),
    publishAt: z
      .string()
      .nullable()
      .meta({ description: 'Once it is scheduled.', examples: [null] }),
    publishedVersion: z
      .number()
      .int()
      .meta({ description: '0 before the first.', examples: [0] }),
    reason: z
      .string()
      .nullable()
      .meta({ examples: [null] }),
    texts: z.record(z.string(), text).meta({ description: 'By language.', examples: [{ en: example }] }),
    missing: z
      .array(z.string())
      .meta({ description: 'What is empty, as language and field.', examples: [['fr/text']] }),
  })
  .meta({ id: 'UpdateDraft' });
export type ShownUpdateDraft = z.output<typeof shownUpdateDraft>;

const instant = z.string().meta({ examples: ['2027-04-04T09:30:00.000Z'] });

export const publicUpdate = text
  .extend({
    slug: z.string().meta({ examples: ['hearing-in-may'] }),
    petition: z
      .string()
      .nullable()
      .meta({ description: 'Short name of the petition it is about.', examples: [null] }),
    language: z.string().meta({
      description: 'Of title and text; English where it is not written in the one asked for.',
      examples: ['en'],
    }),
    languages: z.array(z.string()).meta({ examples: [['en', 'fr']] }),
    publishedAt: instant,
    changedAt: instant.meta({ description: 'Of the latest correction.' }),
  })
  .meta({ id: 'Update' });

export const publicUpdates = z.object({ updates: z.array(publicUpdate) }).meta({ id: 'Updates' });

export const publicUpdateDetail = publicUpdate
  .extend({
    versions: z
      .array(
        z.object({
          number: z
            .number()
            .int()
            .meta({ examples: [1] }),
          hash: z.string().meta({
            description: 'SHA-256 of the canonical JSON (RFC 8785) of the texts by language.',
            examples: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
          }),
          reason: z
            .string()
            .nullable()
            .meta({ description: 'What it corrects.', examples: [null] }),
          publishedAt: instant,
        }),
      )
      .meta({ description: 'The newest first.' }),
  })
  .meta({ id: 'UpdateDetail' });
