import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { AllCampaignsNeeded, AuthForbidden, AuthInvalid, AuthRequired } from '../access/access.errors.js';
import { ApiTokensService } from '../access/api-tokens.service.js';
import { ForAllCampaigns, rememberCaller, RequireScope } from '../access/caller.decorator.js';
import type { Scope } from '../access/scopes.js';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/runtime.js';
import { rememberClient } from './osdi-client.js';

/** A route also open to unauthenticated clients; with a token it does more, and the token needs this scope. */
export const ScopeOfTrusted = Reflector.createDecorator<Scope>();

/**
 * Admits clients by `OSDI-API-Token`, `Authorization: Bearer`, or the query where the installation allows it. Sessions of people have no effect here.
 * An invalid token is refused on every route, so that nobody mistakes a blind response for a trusted one.
 */
@Injectable()
export class OsdiGuard implements CanActivate {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly reflector: Reflector,
    private readonly tokens: ApiTokensService,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const places = [context.getHandler(), context.getClass()];
    const required = this.reflector.getAllAndOverride(RequireScope, places);
    const scope = required ?? this.reflector.getAllAndOverride(ScopeOfTrusted, places);
    if (scope === undefined) return true;
    const header = this.tokenOf(request);
    if (header === null) {
      if (required !== undefined) throw new AuthRequired();
      return true;
    }
    const token = await this.tokens.authenticate(header);
    if (!token) throw new AuthInvalid();
    if (!token.scopes.includes(scope)) throw new AuthForbidden(scope);
    const { campaignId } = token;
    if (campaignId !== null && this.reflector.getAllAndOverride(ForAllCampaigns, places) === true)
      throw new AllCampaignsNeeded();
    const actor = `token:${token.id}`;
    rememberClient(request, { actor, reads: token.scopes.includes('supporters:read'), campaignId });
    rememberCaller(request, { actor, campaignId });
    return true;
  }

  private tokenOf({ headers, query }: FastifyRequest): string | null {
    const own = headers['osdi-api-token'];
    if (typeof own === 'string' && own !== '') return `Bearer ${own}`;
    if (headers.authorization !== undefined) return headers.authorization;
    const written = (query as { 'osdi-api-token'?: unknown } | undefined)?.['osdi-api-token'];
    return this.config.OSDI_TOKEN_IN_QUERY === 'on' && typeof written === 'string' ? `Bearer ${written}` : null;
  }
}
