import { Injectable, type ExecutionContext, type OnModuleInit } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { AllCampaignsNeeded } from '../access/access.errors.js';
import { callerOf, ForAllCampaigns } from '../access/caller.decorator.js';
import { CampaignReach } from '../access/campaign-reach.service.js';
import { SessionsService, type SignedIn } from '../access/sessions.service.js';
import { CampaignNotFound } from '../campaigns/campaigns.errors.js';
import { CampaignOf } from './campaign-of.service.js';
import { entityKinds, namedIn, parametersIn, type EntityKind } from './route-entities.values.js';

const isEntity = (named: string): named is EntityKind => entityKinds.some((kind) => kind === named);

/**
 * Lets a request through only to what belongs to a campaign of the person or token behind it; anything else looks as if it did not exist. What an
 * address names also decides which campaign the page is about.
 */
@Injectable()
export class CampaignAdmission implements OnModuleInit {
  constructor(
    private readonly reach: CampaignReach,
    private readonly reflector: Reflector,
    private readonly sessions: SessionsService,
    private readonly of: CampaignOf,
  ) {}

  onModuleInit(): void {
    this.reach.admits((context) => this.admit(context));
  }

  /** @throws AllCampaignsNeeded, CampaignNotFound, the error of what does not exist */
  private async admit(context: ExecutionContext): Promise<void> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const { staff, campaignId = null } = callerOf(context);
    const everywhere = staff ? staff.everywhere : campaignId === null;
    const route = [context.getHandler(), context.getClass()];
    if (!everywhere && this.reflector.getAllAndOverride(ForAllCampaigns, route) === true)
      throw new AllCampaignsNeeded();
    const mine = (id: string | null): boolean =>
      everywhere || (id !== null && (staff ? staff.campaigns.some((one) => one.id === id) : id === campaignId));
    const named = await this.namedBy(request, everywhere, mine);
    if (staff) await this.turn(request, staff, named);
  }

  /** The campaign of what the address names; null where it names nothing that belongs to one. */
  private async namedBy(
    request: FastifyRequest,
    everywhere: boolean,
    mine: (id: string | null) => boolean,
  ): Promise<string | null> {
    const pattern = request.routeOptions.url ?? '';
    const params = (request.params ?? {}) as Record<string, string | undefined>;
    let found: string | null = null;
    for (const name of parametersIn(pattern)) {
      const kind = namedIn(pattern)?.[name];
      if (kind === undefined) throw new Error(`The parameter "${name}" of ${pattern} is not in the table of routes.`);
      if (kind === 'all' && !everywhere) throw new AllCampaignsNeeded();
      if (!isEntity(kind)) continue;
      const of = await this.of.find(kind, params[name] ?? '');
      if (of === undefined && !everywhere) throw this.of.missing(kind);
      if (of === undefined) continue;
      if (!mine(of) || (found !== null && of !== null && of !== found)) throw this.of.missing(kind);
      found ??= of;
    }
    return found;
  }

  /** The campaign the request is about: of what it names, else the one its form was made for, else the one looked at last. */
  private async turn(request: FastifyRequest, staff: SignedIn, named: string | null): Promise<void> {
    const form = (request.body ?? {}) as { _campaign?: unknown };
    const made = typeof form._campaign === 'string' ? form._campaign : null;
    const one =
      named === null
        ? staff.campaigns.find(({ slug }) => slug === made)
        : staff.campaigns.find(({ id }) => id === named);
    if (named === null && made !== null && made !== '' && !one) throw new CampaignNotFound();
    if (!one || one.id === staff.campaign?.id) return;
    staff.campaign = one;
    if (named !== null && (request.method === 'GET' || request.method === 'HEAD'))
      await this.sessions.look(staff.sessionId, one.id);
  }
}
