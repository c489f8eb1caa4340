import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/runtime.js';

/** How many emails unauthenticated requests can cause to one mailbox in a UTC day, across all petitions; stored per person. */
@Injectable()
export class MailAllowance {
  readonly perDay: number;

  constructor(@Inject(CONFIG) config: Config) {
    this.perDay = config.MAIL_PER_ADDRESS_PER_DAY;
  }
}
