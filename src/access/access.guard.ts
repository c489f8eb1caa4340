import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { RequireScope } from './caller.decorator.js';
import { CampaignReach } from './campaign-reach.service.js';
import { SameOriginGuard } from './same-origin.guard.js';
import { StaffGuard } from './staff.guard.js';
import { TokenGuard } from './token.guard.js';

/** How a route is opened; a route without it is closed. */
export const OpenTo = Reflector.createDecorator<'everybody' | 'own-forms'>();

/** Anyone may use the route, or it has a guard of its own. */
export const Public = () => OpenTo('everybody');

/** A page for people who are not signed in yet. Its forms are accepted from our own pages only. */
export const PublicOwnForms = () => OpenTo('own-forms');

/**
 * Guards every route. By default a route is for signed-in staff: a new page is closed until somebody opens it. A route with a scope is for API
 * clients; `@Public()` and `@PublicOwnForms()` open one.
 */
@Injectable()
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly sameOrigin: SameOriginGuard,
    private readonly staff: StaffGuard,
    private readonly tokens: TokenGuard,
    private readonly reach: CampaignReach,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const places = [context.getHandler(), context.getClass()];
    const openTo = this.reflector.getAllAndOverride(OpenTo, places);
    if (openTo === 'everybody') return true;
    if (openTo === 'own-forms') return this.sameOrigin.canActivate(context);
    const forPrograms = this.reflector.getAllAndOverride(RequireScope, places) !== undefined;
    if (forPrograms) await this.tokens.canActivate(context);
    else if (this.sameOrigin.canActivate(context)) await this.staff.canActivate(context);
    await this.reach.admit(context);
    return true;
  }
}
