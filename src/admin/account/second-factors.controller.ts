import { Post } from '@nestjs/common';
import { CurrentStaff, OpenWithoutSecondFactor, RequireStepUp } from '../../access/caller.decorator.js';
import { CodeWrong } from '../../access/second-factor.errors.js';
import { SecondFactorsService } from '../../access/second-factors.service.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { AdminController } from '../frame/admin-controller.js';
import { Form, type Texts } from '../frame/form.js';
import { AccountView } from './account-view.js';
import { RecoveryCodesPage } from './recovery-codes-page.js';
import { TotpPage } from './totp-page.js';

/** Authenticator app and recovery codes of one's own account. */
@AdminController('admin/account')
@OpenWithoutSecondFactor(true)
export class SecondFactorsController {
  constructor(
    private readonly factors: SecondFactorsService,
    private readonly view: AccountView,
  ) {}

  @Post('totp/begin')
  @RequireStepUp('/admin/account')
  begin(@CurrentStaff() staff: SignedIn) {
    return this.view.submit(staff, 'totp', {
      work: () => this.factors.beginTotp(staff),
      done: (begun) => TotpPage({ staff, ...begun }),
    });
  }

  /** A wrong code may be typed again; any other error ends the set-up. */
  @Post('totp/confirm')
  @RequireStepUp('/admin/account')
  confirm(@Form() { code = '' }: Texts, @CurrentStaff() staff: SignedIn) {
    return this.view.submit(staff, 'totp', {
      work: () => this.factors.confirmTotp(staff.id, code),
      done: (codes) =>
        RecoveryCodesPage({ staff, codes, done: 'The authenticator app is set up. You need its codes from now on.' }),
      again: async (refused, error) =>
        error instanceof CodeWrong
          ? TotpPage({ staff, ...(await this.factors.pendingTotp(staff)), problem: error.message })
          : this.view.page(staff, { refused: { form: 'totp', ...refused } }),
    });
  }

  @Post('totp/remove')
  remove(@Form() { code = '' }: Texts, @CurrentStaff() staff: SignedIn) {
    return this.view.submit(staff, 'totp', {
      work: () => this.factors.removeTotp(staff.id, code),
      done: '/admin/account?done=totp',
    });
  }

  @Post('recovery-codes')
  @RequireStepUp('/admin/account')
  renewCodes(@CurrentStaff() staff: SignedIn) {
    return this.view.submit(staff, 'recovery', {
      work: () => this.factors.renewRecoveryCodes(staff.id),
      done: (codes) => RecoveryCodesPage({ staff, codes, done: 'Your earlier codes are no longer valid.' }),
    });
  }
}
