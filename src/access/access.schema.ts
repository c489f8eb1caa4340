import { z } from 'zod';
import { emailAddress, optionalLine, personName } from '../platform/http/fields.js';
import { roleNames } from './roles.js';

/** Staff accounts compare addresses case-insensitively; other mailbox rules do not apply. */
const staffEmail = emailAddress.transform((address) => address.toLowerCase());

/** 12 to 200 characters of any kind, in one Unicode spelling so that every keyboard types the same password. */
const newPassword = z
  .string({ error: 'is required' })
  .max(1000, 'is longer than 200 characters')
  .transform((text) => text.normalize('NFKC'))
  .refine((text) => Array.from(text).length >= 12, {
    error: 'is shorter than 12 characters',
    params: { code: 'password.too_short' },
  })
  .refine((text) => Array.from(text).length <= 200, {
    error: 'is longer than 200 characters',
    params: { code: 'field.too_long' },
  });

/** The form behind the set-up link. Unknown fields are allowed. */
export const newOwner = z.object({ name: personName, email: staffEmail, password: newPassword });
export type NewOwner = z.output<typeof newOwner>;

/** The form behind an invitation link; the address is known from the invitation. */
export const newColleague = z.object({ name: personName, password: newPassword });
export type NewColleague = z.output<typeof newColleague>;

export const invitation = z.object({ email: staffEmail, role: z.enum(roleNames, { error: 'is not a role' }) });

/** A new role for a colleague. */
export const roleChange = z.object({ role: z.enum(roleNames, { error: 'is not a role' }) });

/** The current password as typed: including ones no new password may be. */
const typedPassword = z
  .string({ error: 'is required' })
  .max(1000, 'is too long')
  .transform((text) => text.normalize('NFKC'));

export const changedPassword = z.object({ current: typedPassword, password: newPassword });
export type ChangedPassword = z.output<typeof changedPassword>;

/** One proof of identity; which one is required depends on the account. */
export const identityProof = z.object({
  code: z.string().max(100, 'is too long').optional(),
  password: typedPassword.optional(),
});

/** Name of a passkey, by which its owner recognises it. */
export const passkeyName = z.object({ name: optionalLine(60) });

/** The browser's response for a passkey. The library checks the contents; this only checks the shape. */
const base64url = z.string().regex(/^[A-Za-z0-9_-]{1,2000}$/);
export const passkeyResponse = z.looseObject({
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  response: z.record(z.string().max(100), z.unknown()),
});

/** Default lifetime of a token. */
export const usualTokenDays = 365;

/** The form for a new API token; `never` creates one that does not expire. */
export const newToken = z.object({
  name: optionalLine(100).pipe(z.string({ error: 'is required' })),
  scopes: z.array(z.string()).max(20),
  expiresInDays: z
    .string()
    .trim()
    .transform((text) => (text === 'never' ? null : text === '' ? usualTokenDays : Number(text)))
    .pipe(
      z
        .int({ error: 'is not a number of days' })
        .min(1, 'is not a number of days')
        .max(3650, 'is more than ten years')
        .nullable(),
    ),
});

/** Any text may be tried: an invalid address or impossible password fails like every other wrong attempt. */
export const signInForm = z.object({
  email: z.string({ error: 'is required' }).max(1000, 'is too long'),
  password: typedPassword,
});
export type SignInForm = z.output<typeof signInForm>;
