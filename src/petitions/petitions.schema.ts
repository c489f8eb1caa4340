import { z } from 'zod';
import {
  countryCode,
  emailAddress,
  furtherName,
  leftOut,
  localeTag,
  optionalLine,
  optionalText,
  personName,
  slug,
} from '../platform/http/fields.js';
import { askedFields } from './form/petition-form.schema.js';
import { consentGiven, consentName } from '../supporters/consents.schema.js';

const tally = z.number().int().min(0);

/** A sign-up, from the form or over JSON. Unknown fields are refused. */
export const newSignature = z
  .strictObject({
    givenName: personName,
    familyName: furtherName,
    email: emailAddress,
    country: countryCode,
    postalCode: optionalLine(20),
    locale: leftOut(localeTag),
    comment: optionalText(1000),
    answers: leftOut(
      z.record(slug, z.string().max(2000)).refine((all) => Object.keys(all).length <= 10, 'has too many answers'),
    ).meta({
      description: 'Answers to the questions of the petition, by their keys; those it does not ask are ignored.',
    }),
    showName: z
      .boolean({ error: 'must be true or false' })
      .nullish()
      .transform((value) => value ?? false)
      .meta({ description: 'Name and country may be shown on the petition’s page.' }),
    consents: z
      .array(consentGiven)
      .max(300)
      .nullish()
      // Duplicates are merged: every consent is a row that is kept.
      .transform((value) => [
        ...new Map((value ?? []).map((consent) => [`${consentName(consent)} ${consent.wording}`, consent])).values(),
      ])
      .meta({ description: 'What the signer agreed to, by the wordings the petition offers.' }),
    source: optionalLine(100),
    version: leftOut(z.number().int().min(1).max(1_000_000)).meta({
      description: 'Number of the version of the petition that was shown; the current one if left out.',
    }),
    altcha: leftOut(z.string().max(10_000)).meta({ description: 'Solved proof-of-work challenge, base64 of JSON.' }),
    website: leftOut(z.string().max(1_000)).meta({
      description: 'Hidden form field that people do not see; leave empty.',
    }),
    stamp: leftOut(z.string().max(200)).meta({
      description: 'From the form: when it was rendered, signed by us.',
    }),
  })
  .meta({
    id: 'NewSignature',
    examples: [
      {
        givenName: 'Olena',
        familyName: 'Example',
        email: 'olena@example.org',
        country: 'FI',
        locale: 'uk',
        showName: false,
        consents: [{ purpose: 'signature', wording: '2026-11' }],
        source: 'newsletter-april',
      },
    ],
  });
export type NewSignature = z.output<typeof newSignature>;

/** The response to every sign-up, whatever its outcome. */
export const signatureReceipt = z.object({ status: z.literal('confirmation_sent') }).meta({ id: 'SignatureReceipt' });
export type SignatureReceipt = z.infer<typeof signatureReceipt>;

export const petitionStatuses = ['upcoming', 'open', 'closed'] as const;

export const outcomes = ['met', 'partly_met', 'not_met', 'open_question'] as const;
export type Outcome = (typeof outcomes)[number];

/** A petition as anyone may see it. `signatureCount` counts confirmed signatures only. */
export const publicPetition = z
  .object({
    slug: z.string(),
    title: z.string(),
    status: z.enum(petitionStatuses),
    signatureCount: tally,
    goal: tally,
    /** First day, in the time zone of the campaign */
    opensOn: z.string(),
    /** Last day */
    closesOn: z.string().nullable(),
    opensAt: z.string(),
    /** The first moment at which nobody can sign any more */
    closesAt: z.string().nullable(),
    timeZone: z.string(),
    /** Who may sign, ISO 3166-1 alpha-2; empty: everybody */
    countries: z.array(z.string()),
    /** What the form asks for beside name, email address and country */
    fields: askedFields,
    /** What became of it, once staff have said */
    outcome: z.enum(outcomes).nullable(),
    /** Slug of the petition whose request this one changes */
    predecessor: z.string().nullable(),
    successor: z.string().nullable(),
    /** Slugs of the demands it makes */
    demands: z.array(z.string()),
    /** Number of the current version of the text */
    version: z.number().int().min(1),
    byCountry: z.array(z.object({ country: z.string(), count: tally })),
    /** `recipients`: keys of those the purpose may name, where it names any */
    consents: z.array(
      z.object({
        purpose: z.string(),
        wording: z.string(),
        text: z.string(),
        recipients: z.array(z.string()).optional(),
      }),
    ),
  })
  .meta({
    id: 'PublicPetition',
    examples: [
      {
        slug: 'open-the-archive',
        title: 'Open the archive of the state security service',
        status: 'open',
        signatureCount: 3,
        goal: 100,
        opensOn: '2026-01-01',
        closesOn: null,
        opensAt: '2025-12-31T23:00:00.000Z',
        closesAt: null,
        timeZone: 'Europe/Brussels',
        countries: [],
        fields: { familyName: 'optional', postalCode: 'optional', comment: 'optional', questions: [] },
        outcome: null,
        predecessor: null,
        successor: null,
        demands: ['open-the-archive-this-year'],
        version: 1,
        byCountry: [
          { country: 'FI', count: 2 },
          { country: 'FR', count: 1 },
        ],
        consents: [{ purpose: 'newsletter', wording: '2026-11', text: 'Optional: send me news of this campaign.' }],
      },
    ],
  });
export const petitionList = z.array(publicPetition).meta({ id: 'PetitionList' });
export type PublicPetition = z.infer<typeof publicPetition>;

/** The number alone, for pages that poll. */
export const petitionCount = z
  .object({ signatureCount: tally, goal: tally, status: z.enum(petitionStatuses) })
  .meta({ id: 'PetitionCount', examples: [{ signatureCount: 3, goal: 100, status: 'open' }] });
export type PetitionCount = z.infer<typeof petitionCount>;

/** The denominators of the published number. */
export const countIntegrity = z
  .object({
    /** Counted: confirmed from their own mailbox, or imported */
    confirmed: tally,
    /** Of these, imported from paper or another collection, attested by staff */
    imported: tally,
    /** Signed and not confirmed: not counted, and as of the day below */
    waiting: tally,
    /** Confirmed and quarantined by staff: not counted, and as of the day below */
    setAside: tally,
    /** UTC day at whose beginning everything but `confirmed` and `imported` was counted */
    setAsideUpTo: z.string(),
    /** Once confirmed, since withdrawn or erased by their signers, or part of a withdrawn list, before that day: no longer counted */
    takenBack: tally,
    /** Erased before that day because nobody confirmed them, or because the mailbox owner disowned them */
    neverConfirmed: tally,
  })
  .meta({
    id: 'CountIntegrity',
    examples: [
      {
        confirmed: 3,
        imported: 0,
        waiting: 1,
        setAside: 0,
        setAsideUpTo: '2026-11-24',
        takenBack: 1,
        neverConfirmed: 0,
      },
    ],
  });
export type CountIntegrity = z.infer<typeof countIntegrity>;

export const slugParam = z.object({ slug });
export const languageQuery = z.object({
  lang: z
    .string()
    .max(100)
    .optional()
    .meta({ description: 'Language of the response; by default that of the header Accept-Language.' }),
});

/** What a petition says in one language. */
export const petitionText = z.object({
  title: z.string().max(90),
  summary: z.string().max(300),
  sections: z.array(z.object({ heading: z.string(), paragraphs: z.array(z.string()) })),
  ask: z.array(z.string()),
  shareText: z.string().max(120),
  /** Name of the picture above the text (`/pictures/<hash>.webp`), and what it shows; left out where there is none */
  leadPicture: z.string().optional(),
  leadAlt: z.string().max(300).optional(),
});
export type PetitionText = z.infer<typeof petitionText>;

/** The source behind a marker, e.g. [C12], in the text: what supports it, as of which day, how certain. */
export const factSource = z.object({ key: z.string(), title: z.string(), asOf: z.iso.date(), confidence: z.string() });
export type FactSource = z.infer<typeof factSource>;
