import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Clock, minutes } from '../platform/clock.js';
import { Database, type Tx } from '../platform/database/database.js';
import { Tokens } from '../platform/tokens.js';
import { PasskeyRefused } from './second-factor.errors.js';

export type ChallengePurpose = 'sign-in' | 'second-step' | 'confirm' | 'register';

const nonceBytes = 16;
const timeBytes = 4;
const lifeMilliseconds = minutes(10);

/**
 * Challenges for passkeys: `nonce ‖ expiry ‖ MAC`, bound to a purpose and an account. Nothing is stored when one is issued, so that strangers cannot
 * fill the database; the nonce is stored when one is answered, so that it works once.
 */
@Injectable()
export class PasskeyChallenges {
  constructor(
    private readonly clock: Clock,
    private readonly tokens: Tokens,
    private readonly database: Database,
  ) {}

  /** @param staffId empty at a sign-in where nobody is known yet */
  issue(purpose: ChallengePurpose, staffId: string): Uint8Array<ArrayBuffer> {
    const body = Buffer.concat([randomBytes(nonceBytes), Buffer.alloc(timeBytes)]);
    body.writeUInt32BE(Math.floor((this.clock.now().getTime() + lifeMilliseconds) / 1000), nonceBytes);
    return new Uint8Array(Buffer.concat([body, Buffer.from(this.mac(purpose, staffId, body), 'base64url')]));
  }

  /** True for a challenge of ours that has not expired. @param challenge base64url */
  isOurs(purpose: ChallengePurpose, staffId: string, challenge: string): boolean {
    const { body, mac, expiresAt } = partsOf(challenge);
    return (
      body.length === nonceBytes + timeBytes &&
      expiresAt > this.clock.now() &&
      this.tokens.verify(domain, text(purpose, staffId, body), mac)
    );
  }

  /** Uses up a challenge; part of the transaction of its action. @throws PasskeyRefused when it was already used */
  async use(tx: Tx, challenge: string): Promise<void> {
    const { body, expiresAt } = partsOf(challenge);
    const nonce = new Uint8Array(body.subarray(0, nonceBytes));
    const { count } = await tx.usedChallenge.createMany({ data: [{ nonce, expiresAt }], skipDuplicates: true });
    if (count === 0) throw new PasskeyRefused();
  }

  async forgetExpired(): Promise<void> {
    await this.database.prisma.usedChallenge.deleteMany({ where: { expiresAt: { lte: this.clock.now() } } });
  }

  private mac(purpose: ChallengePurpose, staffId: string, body: Buffer): string {
    return this.tokens.sign(domain, text(purpose, staffId, body));
  }
}

const domain = 'passkey-challenge';
const text = (purpose: ChallengePurpose, staffId: string, body: Buffer): string =>
  `${purpose} ${staffId} ${body.toString('hex')}`;

function partsOf(challenge: string): { body: Buffer; mac: string; expiresAt: Date } {
  const bytes = Buffer.from(challenge, 'base64url');
  const body = bytes.subarray(0, nonceBytes + timeBytes);
  const seconds = body.length === nonceBytes + timeBytes ? body.readUInt32BE(nonceBytes) : 0;
  return {
    body,
    mac: bytes.subarray(nonceBytes + timeBytes).toString('base64url'),
    expiresAt: new Date(seconds * 1000),
  };
}
