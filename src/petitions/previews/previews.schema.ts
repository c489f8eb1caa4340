import { z } from 'zod';
import { slug } from '../../platform/http/fields.js';

/** What can be looked at before it is public. */
export const previewParts = ['page', 'mail', 'mail-html', 'thanks', 'card'] as const;
export type PreviewPart = (typeof previewParts)[number];

const part = z.enum(previewParts).default('page');
export const staffPreviewParam = z.object({ slug, part });
export const previewParam = z.object({ token: z.string().max(100), part });

export const mostPreviewDays = 14;

export const previewForm = z.object({
  days: z.coerce
    .number({ error: 'must be a number of days' })
    .int('must be a number of days')
    .min(1, 'must be at least 1 day')
    .max(mostPreviewDays, `must be at most ${mostPreviewDays} days`),
});
