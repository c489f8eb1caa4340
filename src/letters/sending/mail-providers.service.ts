import { Injectable } from '@nestjs/common';
import { MailProviders } from '../../platform/mail/mail-providers.js';
import { ChannelsService } from '../../ministries/channels.service.js';

/** Email providers of ministries: several may use one provider, which counts all our email together. */
@Injectable()
export class MailProvidersService {
  constructor(
    private readonly providers: MailProviders,
    private readonly channels: ChannelsService,
  ) {}

  /** Each domain with its provider; where email stays in the local mailbox, a domain is its own. */
  async of(domains: readonly string[]): Promise<Map<string, string>> {
    if (this.channels.localMailbox) return new Map(domains.map((domain) => [domain, domain]));
    return this.providers.of(domains);
  }
}
