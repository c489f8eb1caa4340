import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { seal, unseal } from '../platform/seal.js';
import { Tokens } from '../platform/tokens.js';

export interface SealedSecrets {
  id: string;
  secretSealed: Uint8Array;
  previousSealed: Uint8Array | null;
  previousUntil: Date | null;
}

/** The signing secrets. The database stores them sealed under SECRET_KEY, each for its endpoint only. */
@Injectable()
export class WebhookSecrets {
  constructor(private readonly tokens: Tokens) {}

  /** `whsec_` and 256 random bits, as the specification writes them. */
  make(): string {
    return `whsec_${randomBytes(32).toString('base64')}`;
  }

  seal(endpointId: string, secret: string): Uint8Array<ArrayBuffer> {
    return new Uint8Array(seal(this.key(), secret, endpointId));
  }

  /** The current secrets, the newest first. @throws Error when they were sealed under another SECRET_KEY */
  inForce({ id, secretSealed, previousSealed, previousUntil }: SealedSecrets, now: Date): string[] {
    const previous = previousSealed && previousUntil && previousUntil > now ? [previousSealed] : [];
    return [secretSealed, ...previous].map((sealed) => unseal(this.key(), sealed, id));
  }

  private key(): Buffer {
    return this.tokens.keyFor('webhook-secret');
  }
}
