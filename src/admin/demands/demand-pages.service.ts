import { Injectable } from '@nestjs/common';
import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import { DemandEvidence } from '../../campaigns/demands/demand-evidence.service.js';
import { DemandViews } from '../../campaigns/demands/demand-views.service.js';
import { DemandsService } from '../../campaigns/demands/demands.service.js';
import { ClaimsService } from '../../claims/claims.service.js';
import { supportedLocale } from '../../platform/http/locale.js';
import { ActorNames } from '../frame/actor-names.js';
import type { Refused, Texts } from '../frame/form.js';
import { DemandPage } from './demand-page.js';

/** The page of one demand, which several forms show again. */
@Injectable()
export class DemandPages {
  constructor(
    private readonly demands: DemandsService,
    private readonly views: DemandViews,
    private readonly evidence: DemandEvidence,
    private readonly claims: ClaimsService,
    private readonly names: ActorNames,
  ) {}

  /** @throws DemandNotFound */
  async of(staff: SignedIn, slug: string, { lang, done }: Texts = {}, refused?: Refused): Promise<VNode> {
    const demand = await this.demands.get(slug);
    const [view, evidence, claims, names] = await Promise.all([
      demand.status === 'draft' ? null : this.views.get(slug, 'en', 'staff'),
      this.evidence.of(demand.id),
      this.claims.list(),
      this.names.all(),
    ]);
    const locale = supportedLocale(lang) ?? 'en';
    return DemandPage({ staff, demand, view, evidence, claims, names, locale, done, refused });
  }
}
