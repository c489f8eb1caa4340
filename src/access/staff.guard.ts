import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { AuthForbidden, AuthRequired, ForgedRequest, SignInFirst } from './access.errors.js';
import { ChecksOwnForm, rememberCaller, RequirePermission } from './caller.decorator.js';
import { StepUpPolicy } from './step-up-policy.service.js';
import { may } from './roles.js';
import { SessionsService } from './sessions.service.js';

/**
 * Admits signed-in staff with the permission the route names; a form must also carry its session's `_csrf`, and some actions require
 * re-authentication. Visitors are redirected to the sign-in page, scripts get a 401.
 */
@Injectable()
export class StaffGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sessions: SessionsService,
    private readonly policy: StepUpPolicy,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { cookie, accept } = request.headers;
    const reading = request.method === 'GET' || request.method === 'HEAD';
    const wantsPage = !/json/.test(accept ?? '');
    const staff = await this.sessions.find(cookie);
    if (!staff)
      throw wantsPage ? new SignInFirst(reading ? (request.url.split('?')[0] ?? '') : '/admin') : new AuthRequired();
    await this.policy.requireFactor(context, staff, wantsPage);
    const route = [context.getHandler(), context.getClass()];
    const needed = this.reflector.getAllAndOverride(RequirePermission, route);
    if (needed !== undefined && !may(staff.role, needed)) throw new AuthForbidden(needed);
    const form = request.body as { _csrf?: unknown } | null | undefined;
    const checkedThere = this.reflector.getAllAndOverride(ChecksOwnForm, route) === true;
    if (!reading && !checkedThere && !this.sessions.ownsForm(cookie, form?._csrf)) throw new ForgedRequest();
    this.policy.requireFresh(context, staff, wantsPage);
    rememberCaller(request, { actor: `staff:${staff.id}`, staff });
    return true;
  }
}
