import { Inject, Injectable } from '@nestjs/common';
import { Clock, hours } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/runtime.js';
import { Tokens } from '../platform/tokens.js';
import { LinkExpired, LinkInvalid } from './petitions.errors.js';

/** How long an emailed link to one's own data works. */
const linkMilliseconds = hours(24);

/** Links to the page `/me`, where people see, correct and erase the data held about them. They are only ever emailed to the mailbox itself. */
@Injectable()
export class OwnDataLinks {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly tokens: Tokens,
  ) {}

  /** The link for a person's mailbox, valid for a day. */
  linkFor(supporterId: string, locale: string): string {
    const token = this.tokens.issue('my-data', supporterId, new Date(this.clock.now().getTime() + linkMilliseconds));
    return `${this.config.PUBLIC_URL}/me/${token}?lang=${locale}`;
  }

  /** @returns the id of the person whose data a link opens @throws LinkInvalid, LinkExpired */
  open(token: string): string {
    const reading = this.tokens.read('my-data', token, this.clock.now());
    if (reading.outcome === 'invalid') throw new LinkInvalid();
    if (reading.outcome === 'expired') throw new LinkExpired();
    return reading.id;
  }
}
