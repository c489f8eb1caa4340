import { z } from 'zod';

/** A text in the four languages. */
export const translated = z.object({ en: z.string(), fr: z.string(), es: z.string(), uk: z.string() });

/** The campaign as the reference file describes it. */
export const campaignReference = z.object({
  slug: z.string(),
  anchorMonth: z.number().int().min(1).max(12),
  anchorDay: z.number().int().min(1).max(31),
  timeZone: z.string(),
  names: translated,
  anchorNames: translated,
});
export type CampaignReference = z.infer<typeof campaignReference>;
