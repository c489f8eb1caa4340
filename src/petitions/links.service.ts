import { Inject, Injectable } from '@nestjs/common';
import { Clock, days } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/runtime.js';
import { Tokens } from '../platform/tokens.js';
import { LinkExpired, LinkInvalid } from './petitions.errors.js';
import { confirmationDays } from './signature.status.js';

/** The links in a signer's emails. Each does one thing; none is stored. */
export interface SignatureLinks {
  confirm: string;
  disown: string;
  unsubscribe: string;
}

/** Creates and reads emailed links. */
@Injectable()
export class LinksService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly tokens: Tokens,
    private readonly clock: Clock,
  ) {}

  /** Confirming works for seven days from now; withdrawing and unsubscribing must work long after (a year). */
  linksFor(signatureId: string): SignatureLinks {
    const now = this.clock.now().getTime();
    const link = (path: string, purpose: 'confirm' | 'disown' | 'unsubscribe', life: number): string =>
      `${this.config.PUBLIC_URL}/${path}/${this.tokens.issue(purpose, signatureId, new Date(now + life))}`;
    return {
      confirm: link('c', 'confirm', days(confirmationDays)),
      disown: link('d', 'disown', days(365)),
      unsubscribe: link('u', 'unsubscribe', days(365)),
    };
  }

  /** The signature a link refers to. @throws LinkInvalid, LinkExpired */
  open(purpose: 'confirm' | 'disown' | 'unsubscribe', token: string): string {
    const reading = this.tokens.read(purpose, token, this.clock.now());
    if (reading.outcome === 'invalid') throw new LinkInvalid();
    if (reading.outcome === 'expired') throw new LinkExpired();
    return reading.id;
  }
}
