import { letterReference } from '../../letters/sending/letter-reference.js';
import { z } from 'zod';

/** The letter a message belongs to. */
export const assignment = z.object({
  reference: z
    .string({ error: 'is required' })
    .trim()
    .toUpperCase()
    .regex(new RegExp(`^${letterReference}$`), 'is not a reference like DEM-2027-0001-FR'),
});

/** Why a message concerns no letter. */
export const settingAside = z.object({
  reason: z.string({ error: 'is required' }).trim().min(3, 'is required').max(300, 'is longer than 300 characters'),
});
