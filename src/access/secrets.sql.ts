import type { Tx } from '../platform/database/database.js';

/** The credentials of an account. */
export interface SecretRow {
  passwordHash: string | null;
  totpSealed: Uint8Array<ArrayBuffer> | null;
  totpConfirmedAt: Date | null;
}

type Bytes = Uint8Array<ArrayBuffer>;

/** The only way to read secrets; none for an account without any. */
export const readSecret = (tx: Tx, staffId: string) => tx.$queryRaw<SecretRow[]>`
  select s.password_hash as "passwordHash", s.totp_sealed as "totpSealed", s.totp_confirmed_at as "totpConfirmedAt"
  from staff_secret_of(${staffId}::uuid) s`;

/** Accounts with a confirmed TOTP secret. */
export const listWithTotp = (tx: Tx) => tx.$queryRaw<{ id: string }[]>`
  select m.id from staff m cross join lateral staff_secret_of(m.id) s where s.totp_confirmed_at is not null`;

/** Whether any second factor is set up. */
export const readHasFactor = (tx: Tx, staffId: string) => tx.$queryRaw<{ has: boolean }[]>`
  select exists(select 1 from staff_passkey where staff_id = ${staffId}::uuid)
    or exists(select 1 from staff_secret_of(${staffId}::uuid) s where s.totp_confirmed_at is not null) as has`;

export const writePassword = (tx: Tx, staffId: string, passwordHash: string) => tx.$queryRaw`
  select staff_set_password(${staffId}::uuid, ${passwordHash})::text`;

type Done = { done: boolean }[];

export const beginTotp = (tx: Tx, staffId: string, sealed: Bytes) => tx.$queryRaw<Done>`
  select staff_begin_totp(${staffId}::uuid, ${sealed}) as done`;

export const confirmTotp = (tx: Tx, staffId: string, sealed: Bytes, step: bigint, at: Date) => tx.$queryRaw<Done>`
  select staff_confirm_totp(${staffId}::uuid, ${sealed}, ${step}::bigint, ${at}::timestamptz) as done`;

export const advanceTotp = (tx: Tx, staffId: string, step: bigint) => tx.$queryRaw<Done>`
  select staff_advance_totp(${staffId}::uuid, ${step}::bigint) as done`;

export const removeTotp = (tx: Tx, staffId: string) => tx.$queryRaw<Done>`
  select staff_remove_totp(${staffId}::uuid) as done`;
