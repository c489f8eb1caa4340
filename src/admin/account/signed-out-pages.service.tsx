import { Injectable } from '@nestjs/common';
import { EarlierForm, SignedOut, StepUpForForm } from '../../access/access.errors.js';
import { PasskeysService } from '../../access/passkeys.service.js';
import { SecondFactorsService } from '../../access/second-factors.service.js';
import type { Answer } from '../../platform/http/answer.js';
import { page } from '../../platform/http/page.js';
import { ConfirmIdentityPage } from './confirm-identity-page.js';
import { KeptFormPage, LongFormPage } from './kept-form-page.js';
import { SignInPage } from './sign-in-page.js';

const notices = {
  sealed: 'You were signed out. Sign in, and the form comes back as you sent it.',
  file: 'You were signed out. A form with a file is not kept: sign in, and choose the file again.',
};

/** What people see whose form arrived after their session had ended, or before they confirmed who they are. */
@Injectable()
export class SignedOutPages {
  constructor(
    private readonly passkeys: PasskeysService,
    private readonly factors: SecondFactorsService,
  ) {}

  /** @returns null for every other error */
  pageFor(error: unknown): Promise<Answer> | null {
    if (error instanceof EarlierForm)
      return Promise.resolve(page(<KeptFormPage staff={error.staff} form={error.form} />, error.httpStatus));
    if (error instanceof StepUpForForm) return this.confirm(error);
    return error instanceof SignedOut ? this.signIn(error) : null;
  }

  private async signIn({ kept, httpStatus }: SignedOut): Promise<Answer> {
    const headers = { 'www-authenticate': 'Bearer' };
    if (kept === 'long') return page(<LongFormPage waits="sign-in" />, httpStatus, headers);
    const passkey = await this.passkeys.authenticationOptions('sign-in', '');
    const said = kept === 'file' ? { notice: notices.file } : { notice: notices.sealed, kept: kept.sealed };
    return page(<SignInPage next="/admin" passkey={passkey} {...said} />, httpStatus, headers);
  }

  private async confirm({ staff, kept, httpStatus }: StepUpForForm): Promise<Answer> {
    if (kept === 'long') return page(<LongFormPage waits="confirm-identity" />, httpStatus);
    const factors = await this.factors.of(staff.id);
    const passkey = await this.passkeys.authenticationOptions('confirm', staff.id);
    const shown = { staff, next: '/admin', kept: kept.sealed, factors, passkey, problem: undefined };
    return page(<ConfirmIdentityPage {...shown} />, httpStatus);
  }
}
