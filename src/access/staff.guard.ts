import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import type { DomainError } from '../platform/errors.js';
import {
  AuthForbidden,
  AuthRequired,
  EarlierForm,
  ForgedRequest,
  SignedOut,
  SignInFirst,
  StepUpForForm,
} from './access.errors.js';
import { ChecksOwnForm, rememberCaller, RequirePermission } from './caller.decorator.js';
import { StepUpPolicy } from './step-up-policy.service.js';
import { KeptForms } from './kept-forms.service.js';
import { may } from './roles.js';
import { SessionsService, type SignedIn } from './sessions.service.js';

/**
 * Admits signed-in staff with the permission the route names; a form must also carry its session's `_csrf`, and some actions require
 * re-authentication. Visitors are redirected to the sign-in page, scripts get a 401. A form of a session that has ended is not lost.
 */
@Injectable()
export class StaffGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionsService,
    private readonly policy: StepUpPolicy,
    private readonly forms: KeptForms,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { cookie, accept } = request.headers;
    const reading = request.method === 'GET' || request.method === 'HEAD';
    const wantsPage = !/json/.test(accept ?? '');
    const staff = await this.sessions.find(cookie);
    if (!staff) {
      if (!wantsPage) throw new AuthRequired();
      throw reading ? new SignInFirst(request.url.split('?')[0] ?? '') : this.signedOut(request);
    }
    await this.policy.requireFactor(context, staff, wantsPage);
    const route = [context.getHandler(), context.getClass()];
    const needed = this.reflector.getAllAndOverride(RequirePermission, route);
    if (needed !== undefined && !may(staff.role, needed)) throw new AuthForbidden(needed);
    const checkedThere = this.reflector.getAllAndOverride(ChecksOwnForm, route) === true;
    if (!reading && !checkedThere && !this.sessions.ownsForm(cookie, csrfIn(request)))
      throw this.forged(request, staff, wantsPage);
    this.requireFresh(context, request, staff, wantsPage);
    rememberCaller(request, { actor: `staff:${staff.id}`, staff });
    return true;
  }

  /** Only a form that one of our pages gave to somebody is worth keeping, and only for them. */
  private signedOut(request: FastifyRequest): DomainError {
    if (/^\s*multipart\//i.test(request.headers['content-type'] ?? '')) return new SignedOut('file');
    const owner = this.sessions.ownerOf(csrfIn(request));
    const form = owner === null ? null : this.forms.read(request.url, request.body);
    if (owner === null || !form) return new SignInFirst('/admin');
    const sealed = this.forms.seal(form, owner);
    return new SignedOut(sealed === null ? 'long' : { sealed });
  }

  /** A form that needs re-authentication is kept while its sender confirms who they are. */
  private requireFresh(context: ExecutionContext, request: FastifyRequest, staff: SignedIn, wantsPage: boolean): void {
    try {
      this.policy.requireFresh(context, staff, wantsPage);
    } catch (error) {
      const form = wantsPage && request.method === 'POST' ? this.forms.read(request.url, request.body) : null;
      if (!form) throw error;
      const sealed = this.forms.seal(form, staff.id);
      throw new StepUpForForm(staff, sealed === null ? 'long' : { sealed });
    }
  }

  private forged(request: FastifyRequest, staff: SignedIn, wantsPage: boolean): DomainError {
    const isTheirs = wantsPage && this.sessions.ownerOf(csrfIn(request)) === staff.id;
    const form = isTheirs ? this.forms.read(request.url, request.body) : null;
    return form ? new EarlierForm(staff, form) : new ForgedRequest();
  }
}

const csrfIn = ({ body }: FastifyRequest): unknown => (body as { _csrf?: unknown } | null | undefined)?._csrf;
