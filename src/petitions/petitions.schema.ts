import { z } from 'zod';
import { campaignReference } from '../campaigns/campaigns.schema.js';
import { countryCode, emailAddress, localeTag, optionalLine, optionalText, personName, slug } from '../platform/http/fields.js';
import { locales } from '../platform/http/locale.js';
import { consentGiven, consentReference } from '../supporters/consents.schema.js';

/** A sign-up, from the form or over JSON. Unknown fields are refused. */
export const newSignature = z
  .strictObject({
    givenName: personName,
    familyName: personName,
    email: emailAddress,
    country: countryCode,
    postalCode: optionalLine(20),
    locale: localeTag.optional(),
    comment: optionalText(1000),
    showName: z.boolean({ error: 'must be true or false' }).default(false),
    consents: z.array(consentGiven).max(300).default([]),
    source: optionalLine(100),
    /** Solved proof-of-work challenge, base64 of JSON. */
    altcha: z.string().max(10_000).optional(),
    /** What an embedded form adds: the field no person sees, and the moment the form was drawn, signed by us. */
    website: z.string().max(1_000).optional(),
    stamp: z.string().max(200).optional(),
  })
  .meta({ id: 'NewSignature' });
export type NewSignature = z.output<typeof newSignature>;

/** The answer to every sign-up, whatever became of it. */
export const signatureReceipt = z.object({ status: z.literal('confirmation_sent') }).meta({ id: 'SignatureReceipt' });
export type SignatureReceipt = z.infer<typeof signatureReceipt>;

export const petitionStatuses = ['upcoming', 'open', 'closed'] as const;

/** A petition as anyone may see it. `signatureCount` counts confirmed signatures only. */
export const publicPetition = z
  .object({
    slug: z.string(),
    title: z.string(),
    status: z.enum(petitionStatuses),
    signatureCount: z.number().int(),
    goal: z.number().int(),
    opensOn: z.string(),
    closesOn: z.string().nullable(),
    byCountry: z.array(z.object({ country: z.string(), count: z.number().int() })),
    /** `recipients`: keys of those the purpose may name, where it names any */
    consents: z.array(z.object({ purpose: z.string(), wording: z.string(), text: z.string(), recipients: z.array(z.string()).optional() })),
  })
  .meta({ id: 'PublicPetition' });
export type PublicPetition = z.infer<typeof publicPetition>;

/** The number alone, for pages that ask again and again. */
export const petitionCount = z
  .object({ signatureCount: z.number().int(), goal: z.number().int(), status: z.enum(petitionStatuses) })
  .meta({ id: 'PetitionCount' });
export type PetitionCount = z.infer<typeof petitionCount>;

/** The denominators of the published number. */
export const countIntegrity = z
  .object({
    /** Counted: confirmed from their own mailbox, or brought in */
    confirmed: z.number().int(),
    /** Of these, brought in from paper or another collection, attested by staff */
    imported: z.number().int(),
    /** Signed and not confirmed yet: not counted */
    waiting: z.number().int(),
    /** Held back by a check: not counted, and as of the day below */
    setAside: z.number().int(),
    /** UTC day at whose beginning `setAside` was counted */
    setAsideUpTo: z.string(),
    /** Confirmed once, since taken back or erased by their owners, or of a list that was taken back: not counted any more */
    takenBack: z.number().int(),
    /** Erased because nobody confirmed them, or because their owner disowned them */
    neverConfirmed: z.number().int(),
  })
  .meta({ id: 'CountIntegrity' });
export type CountIntegrity = z.infer<typeof countIntegrity>;

export const slugParam = z.object({ slug });
export const languageQuery = z.object({ lang: z.string().max(100).optional() });

const petitionTextReference = z.object({
  title: z.string().max(90),
  summary: z.string().max(300),
  sections: z.array(z.object({ heading: z.string(), paragraphs: z.array(z.string()) })),
  ask: z.array(z.string()),
  shareText: z.string().max(120),
});
export type PetitionText = z.infer<typeof petitionTextReference>;

/** A source behind a marker such as [C12] in the text: what says so, as of which day, how sure. */
export const factSource = z.object({ key: z.string(), title: z.string(), asOf: z.iso.date(), confidence: z.string() });
export type FactSource = z.infer<typeof factSource>;

/** The default campaign and petition, as prisma/reference/reconsider.json describes them. */
export const petitionReference = z.object({
  campaign: campaignReference,
  petition: z.object({
    slug,
    opensOn: z.iso.date(),
    closesOn: z.iso.date().nullable(),
    goalSteps: z.array(z.number().int().positive()).min(1),
    sources: z.array(factSource),
    texts: z.record(z.enum(locales), petitionTextReference),
  }),
  consents: z.array(consentReference),
});
export type PetitionReference = z.infer<typeof petitionReference>;
