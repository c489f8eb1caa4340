import { Get, Post } from '@nestjs/common';
import { identityProof } from '../../access/access.schema.js';
import { CurrentStaff, OpenWithoutSecondFactor } from '../../access/caller.decorator.js';
import { IdentityService } from '../../access/identity.service.js';
import { KeptForms } from '../../access/kept-forms.service.js';
import { PasskeysService } from '../../access/passkeys.service.js';
import { SecondFactorsService } from '../../access/second-factors.service.js';
import { SessionsService, type SignedIn } from '../../access/sessions.service.js';
import { AccountLocked } from '../../access/staff.errors.js';
import { seeOther, type Answer } from '../../platform/http/answer.js';
import { page } from '../../platform/http/page.js';
import { validate } from '../../platform/http/validation.js';
import { AdminController } from '../frame/admin-controller.js';
import { Form, QueryTexts, type Texts } from '../frame/form.js';
import { ownPath } from '../frame/own-path.js';
import { submit } from '../frame/submit.js';
import { KeptFormPage, NothingKeptPage } from './kept-form-page.js';
import { ConfirmIdentityPage } from './confirm-identity-page.js';

/** Re-authentication, before actions that require it. */
@AdminController('admin/confirm-identity')
@OpenWithoutSecondFactor(true)
export class ConfirmIdentityController {
  constructor(
    private readonly identity: IdentityService,
    private readonly factors: SecondFactorsService,
    private readonly passkeys: PasskeysService,
    private readonly sessions: SessionsService,
    private readonly forms: KeptForms,
  ) {}

  @Get()
  form(@QueryTexts() { next = '' }: Texts, @CurrentStaff() staff: SignedIn) {
    return this.page(staff, { next });
  }

  @Post()
  confirm(@Form() input: Texts, @CurrentStaff() staff: SignedIn) {
    return this.prove(staff, input, async () => this.identity.confirm(staff, await validate(identityProof, input)));
  }

  @Post('passkey')
  confirmWithPasskey(@Form() input: Texts, @CurrentStaff() staff: SignedIn) {
    return this.prove(staff, input, () => this.identity.confirmWithPasskey(staff, input.response ?? ''));
  }

  private prove(staff: SignedIn, { next = '', kept = '' }: Texts, work: () => Promise<string>) {
    return submit({
      work,
      done: (cookie) => (kept === '' ? seeOther(ownPath(next), { 'set-cookie': cookie }) : this.comeBack(kept, cookie)),
      again: ({ problem }) => this.page(staff, { next, kept }, problem),
      alsoRefuses: AccountLocked,
    });
  }

  /** The form that was sent before, with the token of the session that goes on. */
  private async comeBack(kept: string, cookie: string): Promise<Answer> {
    const staff = await this.sessions.find(cookie.split(';')[0]);
    const form = staff && this.forms.open(kept, staff.id);
    return page(form ? KeptFormPage({ staff, form }) : NothingKeptPage({ staff }), 200, { 'set-cookie': cookie });
  }

  private async page(staff: SignedIn, { next, kept }: Texts, problem?: string) {
    const factors = await this.factors.of(staff.id);
    const passkey = await this.passkeys.authenticationOptions('confirm', staff.id);
    return ConfirmIdentityPage({ staff, next: ownPath(next), kept, factors, passkey, problem });
  }
}
