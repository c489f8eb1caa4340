import { z } from 'zod';
import { emailAddress, optionalLine, personName } from '../platform/http/fields.js';
import { roleNames } from './roles.js';

/** Staff accounts compare addresses without regard to case; nobody else's mailbox rules apply. */
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

/** The form behind the set-up link. Forms may carry fields we do not know. */
export const newOwner = z.object({ name: personName, email: staffEmail, password: newPassword });
export type NewOwner = z.output<typeof newOwner>;

/** The form behind an invitation link; the address is known from the invitation. */
export const newColleague = z.object({ name: personName, password: newPassword });
export type NewColleague = z.output<typeof newColleague>;

export const invitation = z.object({ email: staffEmail, role: z.enum(roleNames, { error: 'is not a role' }) });

/** Another role for a colleague. */
export const roleChange = z.object({ role: z.enum(roleNames, { error: 'is not a role' }) });

/** Whatever is typed as the password of now: also what no new password may be. */
const typedPassword = z
  .string({ error: 'is required' })
  .max(1000, 'is too long')
  .transform((text) => text.normalize('NFKC'));

export const changedPassword = z.object({ current: typedPassword, password: newPassword });
export type ChangedPassword = z.output<typeof changedPassword>;

/** One proof of identity; which one is asked for depends on the account. */
export const identityProof = z.object({
  code: z.string().max(100, 'is too long').optional(),
  password: typedPassword.optional(),
});

/** What a passkey is called, so that its owner knows it again. */
export const passkeyName = z.object({ name: optionalLine(60) });

/** What the browser sends of a passkey. The contents are judged by the library; this keeps other shapes away from it. */
const base64url = z.string().regex(/^[A-Za-z0-9_-]{1,2000}$/);
export const passkeyResponse = z.looseObject({
  id: base64url,
  rawId: base64url,
  type: z.literal('public-key'),
  response: z.record(z.string().max(100), z.unknown()),
});

/** How long a token lives unless its maker says otherwise. */
export const usualTokenDays = 365;

/** The form for a new API token; `never` makes one that does not end by itself. */
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

/** Any text may be tried: what is no address or no possible password fails like every other wrong attempt. */
export const signInForm = z.object({
  email: z.string({ error: 'is required' }).max(1000, 'is too long'),
  password: typedPassword,
});
export type SignInForm = z.output<typeof signInForm>;
