import { z } from 'zod';
import { dayOrInstant } from '../platform/http/fields.js';
import { fraudKinds } from './fraud.values.js';

const optional = z
  .union([z.literal('').transform(() => null), dayOrInstant])
  .optional()
  .transform((value) => value ?? null);

/** A rule as staff write it: what it matches, and when the sign-ups came. A rule about everything needs a period. */
export const newFraudRule = z
  .object({
    kind: z.enum(fraudKinds, { error: 'is not a kind of rule' }),
    /** A domain, the id of a signature, `20/10m`, or a part of a family name. */
    value: z
      .string()
      .max(200, 'is too long')
      .default('')
      .transform((text) => text.normalize('NFC').trim()),
    signedFrom: optional,
    signedBefore: optional,
    note: z
      .string()
      .max(500, 'is too long')
      .transform((text) => text.trim())
      .refine((text) => text !== '', { error: 'is required', params: { code: 'field.required' } }),
  })
  .refine(({ kind, value }) => kind === 'every' || value !== '', {
    error: 'is required',
    path: ['value'],
    params: { code: 'field.required' },
  })
  .refine(({ kind, value }) => kind !== 'mail_domain' || /^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(value), {
    error: 'is not a domain',
    path: ['value'],
  })
  .refine(({ kind, value }) => kind !== 'network' || z.uuid().safeParse(value).success, {
    error: 'is not the id of a signature',
    path: ['value'],
  })
  .refine(({ kind, value }) => kind !== 'velocity' || /^[1-9]\d{0,5}\/[1-9]\d{0,3}[smhd]$/.test(value), {
    error: 'must look like 20/10m',
    path: ['value'],
  })
  .refine(({ kind, value }) => kind !== 'family_name' || Array.from(value).length >= 3, {
    error: 'needs at least three characters',
    path: ['value'],
  })
  .refine(({ kind, signedFrom, signedBefore }) => kind !== 'every' || (signedFrom !== null && signedBefore !== null), {
    error: 'is required for a rule about everything',
    path: ['signedFrom'],
  })
  .refine(({ signedFrom, signedBefore }) => signedFrom === null || signedBefore === null || signedFrom < signedBefore, {
    error: 'is not after the start',
    path: ['signedBefore'],
  });
export type NewFraudRule = z.output<typeof newFraudRule>;
