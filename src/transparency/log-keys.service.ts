import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { seal, unseal } from '../platform/seal.js';
import { Tokens } from '../platform/tokens.js';
import { LogKeyUnreadable } from './transparency.errors.js';
import { signatureLine, signingKey } from './tree/notes.js';

/** A public key that signs or signed checkpoints. */
export interface LogKey {
  number: number;
  /** Ed25519, 32 bytes */
  publicKey: Buffer;
  createdAt: Date;
  /** A note signed by the key before and by this one; null for the first */
  succession: string | null;
}

/** The key of the installation. Each log signs with it under its own origin. It is stored encrypted with a key that comes from SECRET_KEY. */
@Injectable()
export class LogKeys {
  constructor(
    private readonly database: Database,
    private readonly tokens: Tokens,
    private readonly clock: Clock,
  ) {}

  /** All keys, the newest last; none before the first checkpoint. */
  async list(): Promise<LogKey[]> {
    const rows = await this.database.prisma.countLogKey.findMany({
      orderBy: { id: 'asc' },
      // The processes of the web may not read the secret half.
      select: { id: true, publicKey: true, createdAt: true, succession: true },
    });
    return rows.map(({ id, publicKey, ...row }) => ({ number: id, publicKey: Buffer.from(publicKey), ...row }));
  }

  /** The key in use, made when there is none; for processes that work. @throws LogKeyUnreadable */
  async current(): Promise<{ number: number; seed: Buffer }> {
    const found = await this.newest();
    if (found) return found;
    const seed = randomBytes(32);
    await this.database.prisma.countLogKey.createMany({ data: [this.row(1, seed, null)], skipDuplicates: true });
    return (await this.newest()) ?? { number: 1, seed };
  }

  /**
   * Replaces the key. Both sign that the new one follows, and the old one is erased.
   * @param name of the installation in the note: its host
   */
  async rotate(name: string): Promise<LogKey> {
    const before = await this.current();
    const seed = randomBytes(32);
    const [old, next] = [before.seed, seed].map((each) => signingKey(each).raw.toString('base64'));
    const text = `demarche key succession\n${name}\n${old}\n${next}\n`;
    const succession = `${text}\n${signatureLine(text, name, before.seed)}\n${signatureLine(text, name, seed)}\n`;
    const number = before.number + 1;
    await this.database.transaction(async (tx) => {
      await tx.countLogKey.create({ data: this.row(number, seed, succession) });
      await tx.countLogKey.update({ where: { id: before.number }, data: { sealed: null } });
    });
    return { number, publicKey: signingKey(seed).raw, createdAt: this.clock.now(), succession };
  }

  private async newest(): Promise<{ number: number; seed: Buffer } | null> {
    const row = await this.database.prisma.countLogKey.findFirst({ orderBy: { id: 'desc' } });
    if (!row?.sealed) return null;
    try {
      return { number: row.id, seed: Buffer.from(unseal(this.key, row.sealed, `count log key ${row.id}`), 'base64') };
    } catch {
      throw new LogKeyUnreadable();
    }
  }

  private row(id: number, seed: Buffer, succession: string | null) {
    const sealed = new Uint8Array(seal(this.key, seed.toString('base64'), `count log key ${id}`));
    const publicKey = new Uint8Array(signingKey(seed).raw);
    return { id, publicKey, sealed, succession, createdAt: this.clock.now() };
  }

  private get key(): Buffer {
    return this.tokens.keyFor('count-log-key');
  }
}
