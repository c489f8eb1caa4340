import { Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { DemandEvidence } from '../../campaigns/demands/demand-evidence.service.js';
import { DemandViews } from '../../campaigns/demands/demand-views.service.js';
import { demandParam, evidenceDecision, evidenceParam, newEvidence } from '../../campaigns/demands/demands.schema.js';
import { validate } from '../../platform/http/validation.js';
import { AdminController } from '../frame/admin-controller.js';
import { Form, type Texts } from '../frame/form.js';
import { submit } from '../frame/submit.js';
import { DemandPages } from './demand-pages.service.js';

/** Evidence that a demand was met: recorded by one person, confirmed by another. */
@AdminController('admin/demands/:slug/evidence')
export class DemandEvidenceController {
  constructor(
    private readonly evidence: DemandEvidence,
    private readonly views: DemandViews,
    private readonly pages: DemandPages,
  ) {}

  @Post()
  @RequirePermission('plan:manage')
  record(
    @Param({ schema: demandParam }) { slug }: z.output<typeof demandParam>,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      input,
      work: async () => {
        const { addressees } = await this.views.get(slug, 'en', 'staff');
        const isos = addressees.flatMap(({ iso }) => iso ?? []);
        await this.evidence.record(slug, await validate(newEvidence, input), isos, actor);
      },
      done: `/admin/demands/${slug}?done=recorded`,
      again: (refused) => this.pages.of(staff, slug, {}, refused),
    });
  }

  @Post(':id/decide')
  @RequirePermission('ledger:verify')
  decide(
    @Param({ schema: evidenceParam }) { slug, id }: z.output<typeof evidenceParam>,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      input,
      work: async () => {
        const { decision } = await validate(evidenceDecision, input);
        await this.evidence.decide(slug, id, decision, actor);
      },
      done: `/admin/demands/${slug}?done=decided`,
      again: (refused) => this.pages.of(staff, slug, {}, refused),
    });
  }
}
