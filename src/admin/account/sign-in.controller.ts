import { Get, Headers, Ip, Post } from '@nestjs/common';
import { PublicOwnForms } from '../../access/access.guard.js';
import { signInForm } from '../../access/access.schema.js';
import { PasskeysService } from '../../access/passkeys.service.js';
import { SignInExpired } from '../../access/second-factor.errors.js';
import { SessionsService } from '../../access/sessions.service.js';
import { SignInService } from '../../access/sign-in.service.js';
import { AccountLocked } from '../../access/staff.errors.js';
import { seeOther, type Answer } from '../../platform/http/answer.js';
import { validate } from '../../platform/http/validation.js';
import { AdminController } from '../frame/admin-controller.js';
import { Form, QueryTexts, type Texts } from '../frame/form.js';
import { ownPath } from '../frame/own-path.js';
import { submit } from '../frame/submit.js';
import { SecondStepPage } from './second-step-page.js';
import { SignInPage, type SignInProps } from './sign-in-page.js';

interface Browser {
  cookie?: string;
  'user-agent'?: string;
}

/** Signing in: with address, password and second factor, or with a passkey. */
@AdminController('admin/sign-in')
@PublicOwnForms()
export class SignInController {
  constructor(
    private readonly signIns: SignInService,
    private readonly passkeys: PasskeysService,
    private readonly sessions: SessionsService,
  ) {}

  @Get()
  async form(@QueryTexts() { next, joined }: Texts, @Headers() { cookie }: Browser) {
    if (await this.sessions.find(cookie)) return seeOther(ownPath(next));
    const notice = joined === undefined ? undefined : 'Your account is ready. Sign in with your new password.';
    return this.signInPage({ next: ownPath(next), notice });
  }

  @Post()
  signIn(@Form() { email = '', password = '', next }: Texts, @Ip() ip: string, @Headers() browser: Browser) {
    return submit({
      work: async () => this.signIns.signIn(await validate(signInForm, { email, password }), browser['user-agent'], ip),
      done: (outcome) =>
        'cookie' in outcome ? this.enter(browser, outcome.cookie, next) : this.secondStepPage(outcome.pending, next),
      again: (_, { message }) => this.signInPage({ email, next: ownPath(next), problem: message }),
      alsoRefuses: AccountLocked,
    });
  }

  @Post('passkey')
  passkey(@Form() { response = '', next }: Texts, @Headers() browser: Browser) {
    return submit({
      work: () => this.signIns.signInWithPasskey(response, browser['user-agent']),
      done: ({ cookie }) => this.enter(browser, cookie, next),
      again: (_, { message }) => this.signInPage({ next: ownPath(next), problem: message }),
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

  private finish({ pending = '', next }: Texts, browser: Browser, work: () => Promise<{ cookie: string }>) {
    return submit({
      work,
      done: ({ cookie }) => this.enter(browser, cookie, next),
      again: (_, error) =>
        error instanceof SignInExpired
          ? this.signInPage({ next: ownPath(next), problem: error.message })
          : this.secondStepPage(pending, next, error.message),
      alsoRefuses: AccountLocked,
    });
  }

  /** The session this browser had before, if any, ends here. */
  private async enter(browser: Browser, cookie: string, next: string | undefined): Promise<Answer> {
    await this.sessions.end(browser.cookie);
    return seeOther(ownPath(next), { 'set-cookie': cookie });
  }

  private async signInPage(props: Omit<SignInProps, 'passkey'>) {
    return SignInPage({ ...props, passkey: await this.passkeys.authenticationOptions('sign-in', '') });
  }

  private async secondStepPage(pending: string, next: string | undefined, problem?: string) {
    const { staffId, factors } = await this.signIns.readPending(pending);
    const passkey = await this.passkeys.authenticationOptions('second-step', staffId);
    return SecondStepPage({ pending, next: ownPath(next), factors, passkey, problem });
  }
}
