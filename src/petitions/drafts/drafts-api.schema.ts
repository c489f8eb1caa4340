import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { slug as slugName } from '../../platform/http/fields.js';
import { writtenLocales } from '../../platform/http/locale.js';
import { petitionText } from '../petitions.schema.js';
import { newPetition, petitionSlug } from '../settings/settings.schema.js';
import { bodyOf, sectionsIn } from '../../platform/texts/blocks/body.js';
import { draftStates } from './draft.status.js';

/** Longer texts are refused before their blocks are read. */
const mostCharacters = 20_000;

export const newDraft = z
  .object({
    campaign: slugName.optional().meta({ description: 'Short name; may be left out where there is one campaign.' }),
    slug: petitionSlug.meta({ examples: ['open-the-archive'] }),
    title: newPetition.shape.title.meta({ description: 'In English.', examples: ['Open the archive of 1924'] }),
    copyOf: slugName.optional().meta({ description: 'Short name of a petition of this campaign to start from.' }),
  })
  .meta({ id: 'NewPetition' });
export type NewDraft = z.output<typeof newDraft>;

/** A text as published versions have it, with the revision of the draft it was written on. */
export const draftText = petitionText
  .extend({
    revision: z
      .number()
      .int()
      .min(0)
      .meta({ description: 'Of the draft that was read.', examples: [0] }),
    reason: z
      .string()
      .max(500)
      .optional()
      .meta({ description: 'Public: why it changes. Needed once people have signed. Left out: as it was.' }),
  })
  .refine(({ sections }) => bodyOf(sections).length <= mostCharacters, {
    error: `is longer than ${mostCharacters} characters`,
    path: ['sections'],
    params: { code: 'field.too_long' },
    abort: true,
  })
  .refine(({ sections }) => isDeepStrictEqual(sectionsIn(bodyOf(sections)), sections), {
    error: 'has something else than one heading or one block in a string',
    path: ['sections'],
    params: { code: 'block.several' },
  })
  .meta({ id: 'PetitionDraftText' });
export type DraftText = z.output<typeof draftText>;

export const draftTextParam = z.object({
  slug: slugName,
  locale: z.enum(writtenLocales as [string, ...string[]], { error: 'is not a language of this installation' }),
});

const example = {
  title: 'Open the archive of 1924',
  summary: 'The city keeps its archive closed.',
  sections: [{ heading: 'Why', paragraphs: ['Historians wait.'] }],
  ask: ['Open the archive.'],
  shareText: 'Ask the city to open its archive.',
};

export const shownDraft = z
  .object({
    slug: z.string().meta({ examples: ['open-the-archive'] }),
    revision: z
      .number()
      .int()
      .meta({ description: 'Grows with each change.', examples: [1] }),
    state: z.enum(draftStates).meta({ examples: ['draft'] }),
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
    texts: z.record(z.string(), petitionText).meta({ description: 'By language.', examples: [{ en: example }] }),
    missing: z.array(z.string()).meta({ description: 'What is empty, as language and field.', examples: [['fr/ask']] }),
    untranslated: z
      .array(z.string())
      .meta({ description: 'Languages not adapted to a change in English.', examples: [['uk']] }),
  })
  .meta({ id: 'PetitionDraft' });
export type ShownDraft = z.output<typeof shownDraft>;
