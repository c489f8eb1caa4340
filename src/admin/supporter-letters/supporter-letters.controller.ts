import { Body, Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { Enclosures } from '../../letters/sending/enclosures.service.js';
import { pdf } from '../../platform/http/answer.js';
import { validate } from '../../platform/http/validation.js';
import { ModerationService, queueStatuses, type QueueStatus } from '../../supporter-letters/moderation.service.js';
import { moderation } from '../../supporter-letters/personal-letters.schema.js';
import { ActorNames } from '../frame/actor-names.js';
import { AdminController } from '../frame/admin-controller.js';
import { Form, type Refused, type Texts } from '../frame/form.js';
import { idParam, type IdParam } from '../frame/params.js';
import { campaignOf } from '../frame/campaign.js';
import { tickedIn } from '../frame/bulk.js';
import { submit } from '../frame/submit.js';
import { SeveralDonePage, SeveralPage } from './supporter-letters-actions.js';
import { SupporterLettersPage } from './supporter-letters-page.js';

/** Which letters are shown; pending ones by default. */
const queueQuery = z.object({
  status: z.enum(queueStatuses).catch('waiting'),
  group: z.uuid().nullable().catch(null),
  /** The last group of the page before */
  after: z.uuid().nullable().catch(null),
  done: z.string().optional().catch(undefined),
});

/** Supporter letters, read by a person before they are forwarded. Every access is recorded in the audit log. */
@AdminController('admin/supporter-letters')
@RequirePermission('letters:read')
export class SupporterLettersController {
  constructor(
    private readonly moderation: ModerationService,
    private readonly enclosures: Enclosures,
    private readonly names: ActorNames,
  ) {}

  @Get()
  async queue(@Query() query: unknown, @CurrentStaff() staff: SignedIn, @CurrentActor() actor: string) {
    return this.page(staff, actor, await validate(queueQuery, query));
  }

  /** The letters enclosed, now or then, with a letter of the campaign. */
  @Get('digests/:id')
  async digest(@Param({ schema: idParam }) { id }: IdParam, @CurrentActor() actor: string) {
    const { filename, content } = await this.enclosures.show(id, actor);
    return pdf(filename, content);
  }

  @Post()
  @RequirePermission('letters:approve')
  decide(@Form() { status, ...input }: Texts, @CurrentStaff() staff: SignedIn, @CurrentActor() actor: string) {
    const shown = queueStatuses.find((one) => one === status) ?? 'waiting';
    return submit({
      input,
      work: async () => {
        const decision = await validate(moderation, input);
        await this.moderation.decide(decision, actor, campaignOf(staff).id);
        return decision.action;
      },
      done: (decided) => `/admin/supporter-letters?status=${shown}&done=${decided}`,
      again: (refused) => this.page(staff, actor, { status: shown, group: null, after: null, refused }),
    });
  }

  /** Shows what a decision about several letters does; with `sure`, decides: all of them or none. */
  @Post('several')
  @RequirePermission('letters:approve')
  decideSeveral(
    @Body() body: unknown,
    @Form() { status, sure, ...input }: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    const shown = queueStatuses.find((one) => one === status) ?? 'waiting';
    return submit({
      input,
      work: async () => {
        const decision = await validate(moderation, { ...input, ids: tickedIn(body).join(',') });
        if (sure === 'yes') await this.moderation.decide(decision, actor, campaignOf(staff).id);
        return { staff, status: shown, decision };
      },
      done: (several) => (sure === 'yes' ? SeveralDonePage(several) : SeveralPage(several)),
      again: (refused) => this.page(staff, actor, { status: shown, group: null, after: null, refused }),
    });
  }

  private async page(
    staff: SignedIn,
    actor: string,
    asked: {
      status: QueueStatus;
      group: string | null;
      after: string | null;
      done?: string | undefined;
      refused?: Refused;
    },
  ) {
    const { groups, next } = await this.moderation.queue(
      asked.status,
      asked.group,
      actor,
      campaignOf(staff).id,
      asked.after,
    );
    const counts = await this.moderation.counts(campaignOf(staff).id);
    return SupporterLettersPage({ staff, groups, next, counts, names: await this.names.all(), ...asked });
  }
}
