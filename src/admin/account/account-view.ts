import { Inject, Injectable } from '@nestjs/common';
import { PasskeyListService } from '../../access/passkey-list.service.js';
import { PasskeyRegistrationService } from '../../access/passkey-registration.service.js';
import { hasAny, SecondFactorsService } from '../../access/second-factors.service.js';
import { SessionListService } from '../../access/session-list.service.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { Config } from '../../platform/config/config.js';
import { CONFIG } from '../../platform/runtime.js';
import type { AccountProps } from './account-page.js';

/** What the page of an account shows, for the several deeds that end on it. */
@Injectable()
export class AccountView {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly factors: SecondFactorsService,
    private readonly registration: PasskeyRegistrationService,
    private readonly passkeyList: PasskeyListService,
    private readonly sessions: SessionListService,
  ) {}

  async read(staff: SignedIn): Promise<AccountProps> {
    const factors = await this.factors.of(staff.id);
    return {
      staff,
      factors,
      mustSetUp: this.config.REQUIRE_SECOND_FACTOR === 'on' && !hasAny(factors),
      passkeys: await this.passkeyList.of(staff.id),
      registration: await this.registration.options(staff),
      sessions: await this.sessions.of(staff.id),
    };
  }
}
