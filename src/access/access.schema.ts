import { z } from 'zod';
import { emailAddress, personName } from '../platform/http/fields.js';
import { roleNames } from './roles.js';

/** Staff accounts compare addresses without regard to case; nobody else's mailbox rules apply. */
const staffEmail = emailAddress.transform((address) => address.toLowerCase());

/** 12 to 200 characters of any kind, in one Unicode spelling so that every keyboard types the same password. */
const newPassword = z
  .string({ error: 'is required' })
  .max(1000, 'is longer than 200 characters')
  .transform((text) => text.normalize('NFKC'))
  .refine((text) => Array.from(text).length >= 12, { error: 'is shorter than 12 characters', params: { code: 'password.too_short' } })
  .refine((text) => Array.from(text).length <= 200, { error: 'is longer than 200 characters', params: { code: 'field.too_long' } });

/** The form behind the set-up link. Forms may carry fields we do not know. */
export const newOwner = z.object({ name: personName, email: staffEmail, password: newPassword });
export type NewOwner = z.output<typeof newOwner>;

/** The form behind an invitation link; the address is known from the invitation. */
export const newColleague = z.object({ name: personName, password: newPassword });
export type NewColleague = z.output<typeof newColleague>;

export const invitation = z.object({ email: staffEmail, role: z.enum(roleNames, { error: 'is not a role' }) });

/** Any text may be tried: what is no address or no possible password fails like every other wrong attempt. */
export const signInForm = z.object({
  email: z.string({ error: 'is required' }).max(1000, 'is too long'),
  password: z
    .string({ error: 'is required' })
    .max(1000, 'is too long')
    .transform((text) => text.normalize('NFKC')),
});
export type SignInForm = z.output<typeof signInForm>;
