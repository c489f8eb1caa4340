import { Injectable } from '@nestjs/common';
import { createChallenge, extractParams, verifySolution } from 'altcha-lib/v1';
import { Batcher } from '../platform/batch.js';
import { Clock, minutes } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { sha256, Tokens } from '../platform/tokens.js';
import { useProofs } from './proof-of-work.sql.js';
import type { ProofOfWorkChallenge } from './proof-of-work.schema.js';

const lifetime = minutes(20);
/** About half a second of a phone's time on average. */
const maxNumber = 50_000;

interface Proof {
  hash: Buffer;
  expiresAt: Date;
}

/** Self-hosted proof of work: no third party learns who signs. A solution is accepted once, whichever process it is sent to. */
@Injectable()
export class ProofOfWork {
  private readonly hmacKey: string;
  private readonly using: Batcher<Proof, boolean>;

  constructor(
    tokens: Tokens,
    private readonly clock: Clock,
    private readonly database: Database,
  ) {
    this.hmacKey = tokens.keyFor('altcha').toString('hex');
    this.using = new Batcher({
      run: (proofs) => this.use(proofs),
      keyOf: (proof) => proof.hash.toString('hex'),
      maxItems: 500,
      maxWaiting: 5_000,
      concurrency: 2,
      isItemsFault: () => false,
    });
  }

  async challenge(): Promise<ProofOfWorkChallenge> {
    const expires = new Date(this.clock.now().getTime() + lifetime);
    const { algorithm, challenge, salt, signature } = await createChallenge({
      hmacKey: this.hmacKey,
      maxNumber,
      expires,
    });
    return { algorithm, challenge, maxnumber: maxNumber, salt, signature };
  }

  /** @param payload base64 of the solution's JSON; anything else is simply not a proof @throws TemporarilyUnavailable */
  async verify(payload: string | undefined): Promise<boolean> {
    const proof = await this.proofIn(payload ?? '');
    return proof !== null && this.using.add(proof);
  }

  /** The solution in a payload, if it is right and still valid. */
  private async proofIn(payload: string): Promise<Proof | null> {
    try {
      const { signature } = JSON.parse(Buffer.from(payload, 'base64').toString()) as { signature?: unknown };
      const expires = Number(extractParams(payload).expires) * 1000;
      const isRight =
        typeof signature === 'string' &&
        expires > this.clock.now().getTime() &&
        (await verifySolution(payload, this.hmacKey, false));
      return isRight ? { hash: sha256(signature), expiresAt: new Date(expires) } : null;
    } catch {
      return null;
    }
  }

  private async use(proofs: readonly Proof[]): Promise<boolean[]> {
    const rows = await this.database.run<{ hash: Buffer }>(useProofs, [
      proofs.map(({ hash }) => hash),
      proofs.map(({ expiresAt }) => expiresAt),
      this.clock.now(),
    ]);
    const unused = new Set(rows.map(({ hash }) => hash.toString('hex')));
    return proofs.map(({ hash }) => unused.has(hash.toString('hex')));
  }
}
