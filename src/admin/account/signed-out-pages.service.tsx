import { Injectable } from '@nestjs/common';
import { EarlierForm, SignedOut } from '../../access/access.errors.js';
import { PasskeysService } from '../../access/passkeys.service.js';
import type { Answer } from '../../platform/http/answer.js';
import { page } from '../../platform/http/page.js';
import { KeptFormPage, LongFormPage } from './kept-form-page.js';
import { SignInPage } from './sign-in-page.js';

const notices = {
  sealed: 'You were signed out. Sign in, and the form comes back as you sent it.',
  file: 'You were signed out. A form with a file is not kept: sign in, and choose the file again.',
};

/** What people see whose form arrived after their session had ended. */
@Injectable()
export class SignedOutPages {
  constructor(private readonly passkeys: PasskeysService) {}

  /** @returns null for every other error */
  pageFor(error: unknown): Promise<Answer> | null {
    if (error instanceof EarlierForm)
      return Promise.resolve(page(<KeptFormPage staff={error.staff} form={error.form} />, error.httpStatus));
    return error instanceof SignedOut ? this.signIn(error) : null;
  }

  private async signIn({ kept, httpStatus }: SignedOut): Promise<Answer> {
    const headers = { 'www-authenticate': 'Bearer' };
    if (kept === 'long') return page(<LongFormPage />, httpStatus, headers);
    const passkey = await this.passkeys.authenticationOptions('sign-in', '');
    const said = kept === 'file' ? { notice: notices.file } : { notice: notices.sealed, kept: kept.sealed };
    return page(<SignInPage next="/admin" passkey={passkey} {...said} />, httpStatus, headers);
  }
}
