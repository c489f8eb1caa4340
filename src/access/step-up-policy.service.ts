import { Inject, Injectable, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Clock, minutes } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/runtime.js';
import { SecondFactorNeeded, StepUpNeeded } from './access.errors.js';
import { OpenWithoutSecondFactor, RequireStepUp } from './caller.decorator.js';
import type { SignedIn } from './sessions.service.js';
import { StaffSecrets } from './staff-secrets.service.js';

const freshMilliseconds = minutes(10);

/** What both guards require of people besides their permission: a second factor where the installation wants one, and re-authentication. */
@Injectable()
export class StepUpPolicy {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly reflector: Reflector,
    private readonly clock: Clock,
    private readonly secrets: StaffSecrets,
  ) {}

  /** @param wantsPage false for API requests with a person's session @throws SecondFactorNeeded */
  async requireFactor(context: ExecutionContext, staff: SignedIn, wantsPage: boolean): Promise<void> {
    if (this.config.REQUIRE_SECOND_FACTOR === 'off') return;
    const open = this.reflector.getAllAndOverride(OpenWithoutSecondFactor, [context.getHandler(), context.getClass()]);
    if (open !== true && !(await this.secrets.hasFactor(staff.id))) throw new SecondFactorNeeded(wantsPage);
  }

  /** @param wantsPage as above @throws StepUpNeeded */
  requireFresh(context: ExecutionContext, staff: SignedIn, wantsPage: boolean): void {
    const page = this.reflector.getAllAndOverride(RequireStepUp, [context.getHandler(), context.getClass()]);
    if (page === undefined) return;
    const age = this.clock.now().getTime() - (staff.steppedUpAt?.getTime() ?? -Infinity);
    if (age < freshMilliseconds) return;
    const params = (context.switchToHttp().getRequest<FastifyRequest>().params ?? {}) as Record<string, string>;
    throw new StepUpNeeded(
      wantsPage ? page.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? '')) : null,
    );
  }
}
