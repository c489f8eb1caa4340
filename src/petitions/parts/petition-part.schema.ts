import { z } from 'zod';
import { consentOffer } from '../../supporters/consents.schema.js';
import { countryCode, slug } from '../../platform/http/fields.js';
import { languageTag, portableByLanguage, portableInstant, portableText } from '../../platform/http/portable.js';
import { petitionForm } from '../form/petition-form.schema.js';
import { noteKinds } from '../notes/notes.schema.js';
import { factSource, outcomes } from '../petitions.schema.js';
import { petitionSlug } from '../settings/settings.schema.js';

/** What a petition says in one language, with the room the editor gives it. */
const words = z.strictObject({
  title: portableText(90),
  summary: portableText(300),
  sections: z
    .array(z.strictObject({ heading: portableText(200), paragraphs: z.array(portableText(20_000)).max(300) }))
    .max(60),
  ask: z.array(portableText(1000)).max(30),
  shareText: portableText(120),
  leadPicture: portableText(80).optional(),
  leadAlt: portableText(300).optional(),
});

/** Language → hashes of the parts of the English text that it was translated from. */
const translatedFrom = z.record(languageTag, z.array(portableText(100)).max(1000)).default({});

const note = z.strictObject({
  kind: z.enum(noteKinds),
  publishedAt: portableInstant,
  texts: z.record(languageTag, z.strictObject({ title: portableText(120), text: portableText(5000) })),
});

/** A petition as the file of its campaign has it: without signatures, and without the versions that people signed. */
export const petitionPart = z
  .strictObject({
    slug: petitionSlug,
    publishedAt: portableInstant.nullable().default(null),
    opensAt: portableInstant,
    closesAt: portableInstant.nullable().default(null),
    closedAt: portableInstant.nullable().default(null),
    archivedAt: portableInstant.nullable().default(null),
    hiddenAt: portableInstant.nullable().default(null),
    hiddenReason: portableText(1000).nullable().default(null),
    outcome: z.enum(outcomes).nullable().default(null),
    predecessor: slug.nullable().default(null),
    /** Of a published successor: why something else is asked; public */
    changeReason: portableText(1000).nullable().default(null),
    goalSteps: z.array(z.number().int().min(1).max(999_999_999)).min(1).max(30),
    proofOfWork: z.enum(['optional', 'required']).default('optional'),
    countries: z.array(countryCode).max(300).default([]),
    showNames: z.boolean().default(true),
    demands: z.array(slug).max(100).default([]),
    sources: z.array(factSource.strict()).max(200).default([]),
    consents: z.array(consentOffer.strict()).max(30).default([]),
    form: petitionForm.strict().default({}),
    texts: z.record(languageTag, words).default({}),
    translatedFrom,
    draft: z
      .strictObject({ texts: z.record(languageTag, words), reason: portableText(1000).nullable(), translatedFrom })
      .nullable()
      .default(null),
    notes: z.array(note).max(1000).default([]),
  })
  .superRefine(({ publishedAt, texts, opensAt, closesAt, predecessor, changeReason }, context) => {
    const say = (path: string[], code: string, message: string) =>
      context.addIssue({ code: 'custom', path, message, params: { code } });
    if (publishedAt !== null && !texts.en?.title)
      say(['texts', 'en'], 'field.required', 'is required once it is published');
    if (changeReason !== null && (publishedAt === null || predecessor === null))
      say(['changeReason'], 'petition.no_change', 'is only for a published petition with a predecessor');
    if (closesAt !== null && closesAt <= opensAt) say(['closesAt'], 'petition.closes_first', 'is not after it opens');
  });
export type PetitionPart = z.output<typeof petitionPart>;

/** The words of a consent that petitions offer, by language. */
export const wordingPart = z.strictObject({
  purpose: slug,
  wording: z.string().regex(/^[A-Za-z0-9.-]{1,40}$/, 'is not a wording version'),
  texts: portableByLanguage(portableText(2000)),
});
export type WordingPart = z.output<typeof wordingPart>;
