import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { AuthForbidden, AuthInvalid, AuthRequired } from './access.errors.js';
import { ApiTokensService } from './api-tokens.service.js';
import { ForProgramsOnly, rememberCaller, RequireScope } from './caller.decorator.js';
import { StepUpPolicy } from './step-up-policy.service.js';
import { may } from './roles.js';
import { SessionsService } from './sessions.service.js';

/**
 * Admits API clients whose token has the scope the route names. A signed-in person may read the same route with the permission of the same name; any
 * change needs a token, because a browser sends the session automatically.
 */
@Injectable()
export class TokenGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly tokens: ApiTokensService,
    private readonly sessions: SessionsService,
    private readonly policy: StepUpPolicy,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const needed = this.reflector.getAllAndOverride(RequireScope, [context.getHandler(), context.getClass()]);
    if (needed === undefined) throw new Error('A route behind TokenGuard names no scope.');
    const { authorization, cookie } = request.headers;
    if (authorization !== undefined) {
      const token = await this.tokens.authenticate(authorization);
      if (!token) throw new AuthInvalid();
      if (!token.scopes.includes(needed)) throw new AuthForbidden(needed);
      rememberCaller(request, { actor: `token:${token.id}`, campaignId: token.campaignId });
      return true;
    }
    const forPeople = !this.reflector.getAllAndOverride(ForProgramsOnly, [context.getHandler(), context.getClass()]);
    const reading = request.method === 'GET' || request.method === 'HEAD';
    const staff = forPeople && reading ? await this.sessions.find(cookie) : null;
    if (!staff) throw new AuthRequired();
    await this.policy.requireFactor(context, staff, false);
    if (!may(staff.role, needed)) throw new AuthForbidden(needed);
    this.policy.requireFresh(context, staff, false);
    rememberCaller(request, { actor: `staff:${staff.id}`, staff });
    return true;
  }
}
