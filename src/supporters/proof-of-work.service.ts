import { Injectable } from '@nestjs/common';
import { createChallenge, extractParams, verifySolution } from 'altcha-lib/v1';
import { Clock, minutes } from '../platform/clock.js';
import { Tokens } from '../platform/tokens.js';
import type { ProofOfWorkChallenge } from './proof-of-work.schema.js';

const lifetime = minutes(20);
/** About half a second of a phone's time on average. */
const maxNumber = 50_000;

/** Self-hosted proof of work: no third party learns who signs. A solution is accepted once per process. */
@Injectable()
export class ProofOfWork {
  private readonly hmacKey: string;
  private readonly used = new Map<string, number>();

  constructor(
    tokens: Tokens,
    private readonly clock: Clock,
  ) {
    this.hmacKey = tokens.keyFor('altcha').toString('hex');
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

  /** @param payload base64 of the solution's JSON; anything else is simply not a proof */
  async verify(payload: string | undefined): Promise<boolean> {
    if (payload === undefined || payload === '') return false;
    try {
      const { signature } = JSON.parse(Buffer.from(payload, 'base64').toString()) as { signature?: unknown };
      if (typeof signature !== 'string' || this.used.has(signature)) return false;
      const expires = Number(extractParams(payload).expires) * 1000;
      if (!(expires > this.clock.now().getTime()) || !(await verifySolution(payload, this.hmacKey, false)))
        return false;
      // Checked again after the wait: of two copies that arrive together one is accepted.
      if (this.used.has(signature)) return false;
      this.remember(signature);
      return true;
    } catch {
      return false;
    }
  }

  private remember(signature: string): void {
    const now = this.clock.now().getTime();
    for (const [old, until] of this.used) {
      if (until > now) break;
      this.used.delete(old);
    }
    this.used.set(signature, now + lifetime);
  }
}
