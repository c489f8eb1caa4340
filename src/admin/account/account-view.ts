import { Inject, Injectable } from '@nestjs/common';
import type { VNode } from 'preact';
import { PasskeyListService } from '../../access/passkey-list.service.js';
import { PasskeyRegistrationService } from '../../access/passkey-registration.service.js';
import { hasAny, SecondFactorsService } from '../../access/second-factors.service.js';
import { SessionListService } from '../../access/session-list.service.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { AccountLocked } from '../../access/staff.errors.js';
import type { Config } from '../../platform/config/config.js';
import type { Answer } from '../../platform/http/answer.js';
import { CONFIG } from '../../platform/runtime.js';
import { submit, type Submission } from '../frame/submit.js';
import { AccountPage, type AccountProps } from './account-page.js';

/** The page of one's own account, which has the forms of several controllers. */
@Injectable()
export class AccountView {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly factors: SecondFactorsService,
    private readonly registration: PasskeyRegistrationService,
    private readonly passkeyList: PasskeyListService,
    private readonly sessions: SessionListService,
  ) {}

  async page(staff: SignedIn, notice: Pick<AccountProps, 'done' | 'refused'> = {}): Promise<VNode> {
    const factors = await this.factors.of(staff.id);
    return AccountPage({
      staff,
      factors,
      mustSetUp: this.config.REQUIRE_SECOND_FACTOR === 'on' && !hasAny(factors),
      passkeys: await this.passkeyList.of(staff.id),
      registration: await this.registration.options(staff),
      sessions: await this.sessions.of(staff.id),
      ...notice,
    });
  }

  /** Processes one of the forms; when it is refused, the page says so at that form. Nothing typed is shown again. */
  submit<Result>(
    staff: SignedIn,
    form: string,
    { again, ...action }: Pick<Submission<Result>, 'work' | 'done'> & Partial<Pick<Submission<Result>, 'again'>>,
  ): Promise<Answer> {
    return submit({
      ...action,
      again: again ?? ((refused) => this.page(staff, { refused: { form, ...refused } })),
      alsoRefuses: AccountLocked,
    });
  }
}
