import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../platform/database/database.js';
import { seal, unseal } from '../platform/seal.js';
import { Tokens } from '../platform/tokens.js';
import {
  advanceTotp,
  beginTotp,
  confirmTotp,
  listWithTotp,
  readHasFactor,
  readSecret,
  removeTotp,
  writePassword,
} from './secrets.sql.js';

export interface StaffSecretView {
  /** Null for an account without a password, and for one that does not exist. */
  passwordHash: string | null;
  /** The TOTP secret as stored; it names the set-up it belongs to. */
  totpSealed: Uint8Array<ArrayBuffer> | null;
  totpConfirmed: boolean;
}

/** Passwords and TOTP secrets of accounts. The database exposes them through functions only. */
@Injectable()
export class StaffSecrets {
  constructor(
    private readonly database: Database,
    private readonly tokens: Tokens,
  ) {}

  async of(staffId: string, tx: Tx = this.database.prisma): Promise<StaffSecretView> {
    const [row] = await readSecret(tx, staffId);
    return {
      passwordHash: row?.passwordHash ?? null,
      totpSealed: row?.totpSealed ?? null,
      totpConfirmed: Boolean(row?.totpConfirmedAt),
    };
  }

  async setPassword(tx: Tx, staffId: string, passwordHash: string): Promise<void> {
    await writePassword(tx, staffId, passwordHash);
  }

  /** @returns false when there is already a confirmed secret */
  async beginTotp(tx: Tx, staffId: string, secret: string): Promise<boolean> {
    return done(await beginTotp(tx, staffId, new Uint8Array(seal(this.key(), secret, staffId))));
  }

  /** @returns false when another set-up was started meanwhile */
  async confirmTotp(
    tx: Tx,
    staffId: string,
    sealed: Uint8Array<ArrayBuffer>,
    step: bigint,
    at: Date,
  ): Promise<boolean> {
    return done(await confirmTotp(tx, staffId, sealed, step, at));
  }

  /** Uses up a step and all before it; of several concurrent attempts one succeeds. @returns false when it was already used */
  async advanceTotp(tx: Tx, staffId: string, step: bigint): Promise<boolean> {
    return done(await advanceTotp(tx, staffId, step));
  }

  async removeTotp(tx: Tx, staffId: string): Promise<boolean> {
    return done(await removeTotp(tx, staffId));
  }

  /** @returns null when it was sealed under another SECRET_KEY, or for another account */
  openTotp(staffId: string, sealed: Uint8Array): string | null {
    try {
      return unseal(this.key(), sealed, staffId);
    } catch {
      return null;
    }
  }

  /** Accounts that have set up an authenticator app. */
  async idsWithTotp(): Promise<Set<string>> {
    return new Set((await listWithTotp(this.database.prisma)).map(({ id }) => id));
  }

  async hasFactor(staffId: string): Promise<boolean> {
    return (await readHasFactor(this.database.prisma, staffId))[0]?.has ?? false;
  }

  private key(): Buffer {
    return this.tokens.keyFor('totp');
  }
}

const done = ([row]: { done: boolean }[]): boolean => row?.done ?? false;
