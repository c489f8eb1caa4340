import { Get, Headers, Ip, Post } from '@nestjs/common';
import { PublicOwnForms } from '../../access/access.guard.js';
import { signInForm } from '../../access/access.schema.js';
import { KeptForms } from '../../access/kept-forms.service.js';
import { PasskeysService } from '../../access/passkeys.service.js';
import { SignInExpired } from '../../access/second-factor.errors.js';
import { SessionsService } from '../../access/sessions.service.js';
import { SignInService } from '../../access/sign-in.service.js';
import { AccountLocked } from '../../access/staff.errors.js';
import { seeOther, type Answer } from '../../platform/http/answer.js';
import { page } from '../../platform/http/page.js';
import { validate } from '../../platform/http/validation.js';
import { AdminController } from '../frame/admin-controller.js';
import { Form, QueryTexts, type Texts } from '../frame/form.js';
import { ownPath } from '../frame/own-path.js';
import { submit } from '../frame/submit.js';
import { KeptFormPage, NothingKeptPage } from './kept-form-page.js';
import { SecondStepPage } from './second-step-page.js';
import { SignInPage, type SignInProps } from './sign-in-page.js';

interface Browser {
  cookie?: string;
  'user-agent'?: string;
}

/** Where signing in leads: to a page, or to the form that was sent after the session had ended. */
interface Aim {
  next?: string | undefined;
  kept?: string | undefined;
}

/** Signing in: with address, password and second factor, or with a passkey. */
@AdminController('admin/sign-in')
@PublicOwnForms()
export class SignInController {
  constructor(
    private readonly signIns: SignInService,
    private readonly passkeys: PasskeysService,
    private readonly sessions: SessionsService,
    private readonly forms: KeptForms,
  ) {}

  @Get()
  async form(@QueryTexts() { next, joined }: Texts, @Headers() { cookie }: Browser) {
    if (await this.sessions.find(cookie)) return seeOther(ownPath(next));
    const notice = joined === undefined ? undefined : 'Your account is ready. Sign in with your new password.';
    return this.signInPage({ next: ownPath(next), notice });
  }

  @Post()
  signIn(@Form() input: Texts, @Ip() ip: string, @Headers() browser: Browser) {
    const { email = '', password = '' } = input;
    return submit({
      work: async () => this.signIns.signIn(await validate(signInForm, { email, password }), browser['user-agent'], ip),
      done: (outcome) =>
        'cookie' in outcome ? this.enter(browser, outcome.cookie, input) : this.secondStepPage(outcome.pending, input),
      again: (_, { message }) => this.signInPage({ ...aimOf(input), email, problem: message }),
      alsoRefuses: AccountLocked,
    });
  }

  @Post('passkey')
  passkey(@Form() input: Texts, @Headers() browser: Browser) {
    return submit({
      work: () => this.signIns.signInWithPasskey(input.response ?? '', browser['user-agent']),
      done: ({ cookie }) => this.enter(browser, cookie, input),
      again: (_, { message }) => this.signInPage({ ...aimOf(input), problem: message }),
      alsoRefuses: AccountLocked,
    });
  }

  @Post('second-step')
  secondStep(@Form() input: Texts, @Headers() browser: Browser) {
    const { pending = '', code = '' } = input;
    return this.finish(input, browser, () => this.signIns.finishWithCode(pending, code, browser['user-agent']));
  }

  @Post('second-step/passkey')
  secondStepWithPasskey(@Form() input: Texts, @Headers() browser: Browser) {
    const { pending = '', response = '' } = input;
    return this.finish(input, browser, () => this.signIns.finishWithPasskey(pending, response, browser['user-agent']));
  }

  private finish(input: Texts, browser: Browser, work: () => Promise<{ cookie: string }>) {
    return submit({
      work,
      done: ({ cookie }) => this.enter(browser, cookie, input),
      again: (_, error) =>
        error instanceof SignInExpired
          ? this.signInPage({ ...aimOf(input), problem: error.message })
          : this.secondStepPage(input.pending ?? '', input, error.message),
      alsoRefuses: AccountLocked,
    });
  }

  /** The session this browser had before, if any, ends here. */
  private async enter(browser: Browser, cookie: string, { next, kept = '' }: Aim): Promise<Answer> {
    await this.sessions.end(browser.cookie);
    const staff = kept === '' ? null : await this.sessions.find(cookie.split(';')[0]);
    if (!staff) return seeOther(ownPath(next), { 'set-cookie': cookie });
    const form = this.forms.open(kept, staff.id);
    return page(form ? KeptFormPage({ staff, form }) : NothingKeptPage({ staff }), 200, { 'set-cookie': cookie });
  }

  private async signInPage(props: Omit<SignInProps, 'passkey'>) {
    return SignInPage({ ...props, passkey: await this.passkeys.authenticationOptions('sign-in', '') });
  }

  private async secondStepPage(pending: string, aim: Aim, problem?: string) {
    const { staffId, factors } = await this.signIns.readPending(pending);
    const passkey = await this.passkeys.authenticationOptions('second-step', staffId);
    return SecondStepPage({ pending, ...aimOf(aim), factors, passkey, problem });
  }
}

const aimOf = ({ next, kept }: Aim) => ({ next: ownPath(next), kept });
