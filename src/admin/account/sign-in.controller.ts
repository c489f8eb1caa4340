import { Body, Controller, Get, Ip, Post, Query, Req, Res } from '@nestjs/common';
import { PublicOwnForms } from '../../access/access.guard.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CodeUsed, CodeWrong, PasskeyRefused, SignInExpired } from '../../access/second-factor.errors.js';
import { AccountLocked, SignInFailed } from '../../access/staff.errors.js';
import { signInForm } from '../../access/access.schema.js';
import { PasskeysService } from '../../access/passkeys.service.js';
import { SessionsService } from '../../access/sessions.service.js';
import { SignInService } from '../../access/sign-in.service.js';
import { DomainError, InvalidInput } from '../../platform/errors.js';
import { sendPage } from '../../platform/http/page.js';
import { validate } from '../../platform/http/validation.js';
import { textsOf } from '../frame/form.js';
import { ownPath } from '../frame/own-path.js';
import { SecondStepPage } from './second-step-page.js';
import { SignInPage, type SignInProps } from './sign-in-page.js';

/** Signing in: with address, password and second factor, or with a passkey. */
@Controller('admin/sign-in')
@PublicOwnForms()
export class SignInController {
  constructor(
    private readonly signIns: SignInService,
    private readonly passkeys: PasskeysService,
    private readonly sessions: SessionsService,
  ) {}

  @Get()
  async page(@Query() query: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const { next, joined } = textsOf(query);
    if (await this.sessions.find(request.headers.cookie)) return void reply.redirect(ownPath(next), 303);
    const notice = joined === undefined ? undefined : 'Your account is ready. Sign in with your new password.';
    await this.showSignIn(reply, { next: ownPath(next), notice }, 200);
  }

  @Post()
  async signIn(@Body() body: unknown, @Ip() ip: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const { email = '', password = '', next } = textsOf(body);
    try {
      const outcome = await this.signIns.signIn(
        await validate(signInForm, { email, password }),
        request.headers['user-agent'],
        ip,
      );
      if ('cookie' in outcome) return await this.enter(request, reply, outcome.cookie, next);
      await this.showSecondStep(reply, outcome.pending, next);
    } catch (error) {
      const { message, httpStatus } = expected(error, reply);
      await this.showSignIn(reply, { email, next: ownPath(next), problem: message }, httpStatus);
    }
  }

  @Post('passkey')
  async passkey(@Body() body: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const { response = '', next } = textsOf(body);
    try {
      const { cookie } = await this.signIns.signInWithPasskey(response, request.headers['user-agent']);
      await this.enter(request, reply, cookie, next);
    } catch (error) {
      const { message, httpStatus } = expected(error, reply);
      await this.showSignIn(reply, { next: ownPath(next), problem: message }, httpStatus);
    }
  }

  @Post('second-step')
  secondStep(@Body() body: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const { pending = '', code = '' } = textsOf(body);
    return this.finish(body, request, reply, () =>
      this.signIns.finishWithCode(pending, code, request.headers['user-agent']),
    );
  }

  @Post('second-step/passkey')
  secondStepWithPasskey(@Body() body: unknown, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const { pending = '', response = '' } = textsOf(body);
    return this.finish(body, request, reply, () =>
      this.signIns.finishWithPasskey(pending, response, request.headers['user-agent']),
    );
  }

  private async finish(
    body: unknown,
    request: FastifyRequest,
    reply: FastifyReply,
    work: () => Promise<{ cookie: string }>,
  ) {
    const { pending = '', next } = textsOf(body);
    try {
      await this.enter(request, reply, (await work()).cookie, next);
    } catch (error) {
      const refused = expected(error, reply);
      if (refused instanceof SignInExpired)
        return this.showSignIn(reply, { next: ownPath(next), problem: refused.message }, refused.httpStatus);
      await this.showSecondStep(reply, pending, next, refused);
    }
  }

  /** The session this browser had before, if any, ends here. */
  private async enter(
    request: FastifyRequest,
    reply: FastifyReply,
    cookie: string,
    next: string | undefined,
  ): Promise<void> {
    await this.sessions.end(request.headers.cookie);
    void reply.header('set-cookie', cookie).header('cache-control', 'no-store').redirect(ownPath(next), 303);
  }

  private async showSignIn(reply: FastifyReply, props: Omit<SignInProps, 'passkey'>, status: number): Promise<void> {
    sendPage(
      reply,
      SignInPage({ ...props, passkey: await this.passkeys.authenticationOptions('sign-in', '') }),
      status,
    );
  }

  private async showSecondStep(
    reply: FastifyReply,
    pending: string,
    next: string | undefined,
    refused?: DomainError,
  ): Promise<void> {
    const { staffId, factors } = await this.signIns.readPending(pending);
    const passkey = await this.passkeys.authenticationOptions('second-step', staffId);
    const problem = refused && { problem: refused.message };
    sendPage(
      reply,
      SecondStepPage({ pending, next: ownPath(next), factors, passkey, ...problem }),
      refused?.httpStatus ?? 200,
    );
  }
}

const refusals = [AccountLocked, CodeUsed, CodeWrong, InvalidInput, PasskeyRefused, SignInExpired, SignInFailed];

/** What the page shows when signing in is refused; anything else is thrown on. */
function expected(error: unknown, reply: FastifyReply): DomainError {
  if (!(error instanceof DomainError) || !refusals.some((one) => error instanceof one)) throw error;
  if (error.retryAfter !== undefined) void reply.header('retry-after', String(error.retryAfter));
  return error;
}
