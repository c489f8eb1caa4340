import { z } from 'zod';

const mostLeaves = 1_000;

/** A draw as staff enter it. `leaves`: numbers, separated by anything else. */
export const newDraw = z.object({
  drawnBy: z.string().trim().min(5, 'must say who drew and how').max(300, 'is longer than 300 characters'),
  size: z.coerce.number({ error: 'must be a number' }).int().min(1).max(2_147_483_647),
  leaves: z
    .string()
    .max(20_000, 'is too long')
    .transform((text) => [...new Set((text.match(/\d+/g) ?? []).map(Number))])
    .refine((numbers) => numbers.length > 0, 'must be numbers of entries')
    .refine((numbers) => numbers.length <= mostLeaves, `are more than ${mostLeaves}`)
    .refine((numbers) => numbers.every((number) => number <= 2_147_483_647), 'must be numbers of entries'),
});
export type NewDraw = z.output<typeof newDraw>;

export const drawParam = z.object({ slug: z.string(), id: z.uuid() });
