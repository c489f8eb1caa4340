import { Body, Controller, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CodeWrong } from '../../access/second-factor.errors.js';
import { CurrentStaff, OpenWithoutSecondFactor, RequireStepUp } from '../../access/caller.decorator.js';
import { SecondFactorsService } from '../../access/second-factors.service.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { sendPage } from '../../platform/http/page.js';
import { accountRefusal } from './account-refusal.js';
import { AccountView } from './account-view.js';
import { textsOf } from '../frame/form.js';
import { AccountPage } from './account-page.js';
import { RecoveryCodesPage } from './recovery-codes-page.js';
import { TotpPage } from './totp-page.js';

/** Codes from an app for one's own account, and recovery codes. */
@Controller('admin/account')
@OpenWithoutSecondFactor(true)
export class SecondFactorsController {
  constructor(
    private readonly factors: SecondFactorsService,
    private readonly view: AccountView,
  ) {}

  @Post('totp/begin')
  @RequireStepUp('/admin/account')
  async begin(@CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    try {
      sendPage(reply, TotpPage({ staff, ...(await this.factors.beginTotp(staff)) }));
    } catch (error) {
      await this.refuse(error, staff, reply, 'totp');
    }
  }

  @Post('totp/confirm')
  @RequireStepUp('/admin/account')
  async confirm(@Body() body: unknown, @CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    try {
      const codes = await this.factors.confirmTotp(staff.id, textsOf(body).code ?? '');
      sendPage(reply, RecoveryCodesPage({ staff, codes, done: 'Codes from your app are asked for from now on.' }));
    } catch (error) {
      if (!(error instanceof CodeWrong)) return this.refuse(error, staff, reply, 'totp');
      sendPage(
        reply,
        TotpPage({ staff, ...(await this.factors.pendingTotp(staff)), problem: error.message }),
        error.httpStatus,
      );
    }
  }

  @Post('totp/remove')
  async remove(@Body() body: unknown, @CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    try {
      await this.factors.removeTotp(staff.id, textsOf(body).code ?? '');
      void reply.header('cache-control', 'no-store').redirect('/admin/account?done=totp', 303);
    } catch (error) {
      await this.refuse(error, staff, reply, 'totp');
    }
  }

  @Post('recovery-codes')
  @RequireStepUp('/admin/account')
  async renewCodes(@CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    try {
      const codes = await this.factors.renewRecoveryCodes(staff.id);
      sendPage(reply, RecoveryCodesPage({ staff, codes, done: 'The codes you had before open nothing any more.' }));
    } catch (error) {
      await this.refuse(error, staff, reply, 'recovery');
    }
  }

  private async refuse(error: unknown, staff: SignedIn, reply: FastifyReply, form: string): Promise<void> {
    const { status, refused } = accountRefusal(error, reply);
    sendPage(reply, AccountPage({ ...(await this.view.read(staff)), refused: { form, ...refused } }), status);
  }
}
