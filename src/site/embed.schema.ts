import { z } from 'zod';
import { askedFields } from '../petitions/form/petition-form.schema.js';
import { petitionStatuses } from '../petitions/petitions.schema.js';

const colour = z.object({ accent: z.string(), ink: z.string() });
const named = z.object({ key: z.string(), name: z.string() });

/** Everything an embedded form shows, in one language, so that one request is enough and the script contains no texts. */
export const embeddedForm = z
  .object({
    slug: z.string(),
    locale: z.string(),
    direction: z.enum(['ltr', 'rtl']),
    title: z.string(),
    status: z.enum(petitionStatuses),
    signatureCount: z.number().int().min(0),
    goal: z.number().int().min(0),
    /** Address of the petition's own page. */
    page: z.string(),
    /** Version of the petition; sent back with the sign-up. */
    version: z.number().int(),
    /** Of the campaign, with what is written on them, on light pages and on dark ones; null where it has none. */
    colours: z.object({ light: colour, dark: colour }).nullable(),
    /** Address and name of the privacy notice. */
    privacy: z.object({ url: z.string(), name: z.string() }),
    /** When the form was rendered, signed; sent back with the sign-up. */
    stamp: z.string(),
    offers: z.array(
      z.object({ purpose: z.string(), wording: z.string(), text: z.string(), recipients: z.array(named).nullable() }),
    ),
    /** What the form asks for beside given name, email address and country; `purpose` is a sentence */
    fields: askedFields,
    countries: z.array(z.object({ code: z.string(), name: z.string() })),
    words: z.object({
      /** By the plural category of the number; `#` is its placeholder. */
      signed: z
        .record(z.string(), z.string())
        .meta({ examples: [{ one: '# person has signed', other: '# people have signed' }] }),
      /** `#` is the placeholder of the number. */
      goal: z.string(),
      verified: z.string(),
      /** Shown instead of the form while nobody can sign; null when anybody can. */
      notOpen: z.string().nullable(),
      read: z.string(),
      runBy: z.string(),
      form: z.record(z.string(), z.string()).meta({ examples: [{ email: 'E-mail address' }] }),
      answers: z.object({ yes: z.string(), no: z.string(), choose: z.string() }),
      /** By purpose, above the boxes of recipients. */
      recipients: z.record(z.string(), z.string()).meta({ examples: [{ government: 'Governments' }] }),
      /** For 1, 2, 3 … invalid fields. */
      problems: z.array(z.string()),
      /** By code. */
      faults: z
        .record(z.string(), z.string())
        .meta({ examples: [{ 'email.invalid': 'This is not an e-mail address.' }] }),
      thanks: z.object({ heading: z.string(), body: z.string(), steps: z.array(z.string()) }),
      /** Refusals of the whole sign-up. */
      refusals: z.object({
        closed: z.string(),
        busy: z.string(),
        tooMany: z.string(),
        failed: z.string(),
        other: z.string(),
      }),
    }),
  })
  .meta({ id: 'EmbeddedForm' });
export type EmbeddedForm = z.infer<typeof embeddedForm>;

/** Query of the framable page. Other parameters are ignored: websites add their own. */
export const frameQuery = z.object({
  lang: z.string().max(100).optional(),
  theme: z.enum(['light', 'dark']).optional().catch(undefined),
});
