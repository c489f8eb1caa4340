import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database, type Tx } from '../platform/database/database.js';
import { Tokens } from '../platform/tokens.js';
import { CodeUsed, CodeWrong } from './second-factor.errors.js';

const codesAtOnce = 10;
/** An alphabet without characters that are confused in handwriting. */
const letters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';

/** One-time codes for anyone who lost their phone: 10 letters and digits (49 bits), shown once, stored as keyed hashes. */
@Injectable()
export class RecoveryCodesService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly tokens: Tokens,
  ) {}

  /** Generates ten new codes; earlier ones become invalid. */
  async renew(tx: Tx, staffId: string): Promise<string[]> {
    const codes = Array.from({ length: codesAtOnce }, newCode);
    await this.remove(tx, staffId);
    await tx.staffRecoveryCode.createMany({
      data: codes.map((code) => ({ staffId, codeHash: this.hash(staffId, code) })),
    });
    return codes;
  }

  /** Uses up a code; of several concurrent attempts one succeeds. @throws CodeWrong, CodeUsed */
  async use(tx: Tx, staffId: string, typed: string): Promise<void> {
    const codeHash = this.hash(staffId, typed);
    const { count } = await tx.staffRecoveryCode.updateMany({
      where: { staffId, codeHash, usedAt: null },
      data: { usedAt: this.clock.now() },
    });
    if (count === 1) return;
    const known = await tx.staffRecoveryCode.findUnique({ where: { staffId_codeHash: { staffId, codeHash } } });
    throw known ? new CodeUsed() : new CodeWrong();
  }

  async remove(tx: Tx, staffId: string): Promise<void> {
    await tx.staffRecoveryCode.deleteMany({ where: { staffId } });
  }

  /** How many can still be used. */
  left(staffId: string): Promise<number> {
    return this.database.prisma.staffRecoveryCode.count({ where: { staffId, usedAt: null } });
  }

  private hash(staffId: string, code: string): Uint8Array<ArrayBuffer> {
    const canonical = code.toUpperCase().replace(/[^A-Z0-9]/g, '');
    return new Uint8Array(this.tokens.keyedHash('recovery-code', `${staffId} ${canonical}`));
  }
}

/** `ABCDE-FGHJK` */
const newCode = (): string =>
  Array.from({ length: 10 }, (_, n) => (n === 5 ? '-' : '') + (letters[randomInt(letters.length)] ?? '')).join('');
