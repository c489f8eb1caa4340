import { Body, Controller, Get, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { SilenceService } from '../../replies/answers/silence.service.js';
import { followUpOrder, silenceDismissal } from '../../replies/answers/stances.schema.js';
import { sendPage } from '../../platform/http/page.js';
import { validate } from '../../platform/http/validation.js';
import { campaignSlug } from '../frame/campaign.js';
import { refusalOf, textsOf, type Refused } from '../frame/form.js';
import { FollowUpsPage } from './follow-ups-page.js';

/** Letters nobody answered: a person draws up a follow-up, or lets the silence stand. */
@Controller('admin/follow-ups')
@RequirePermission('letters:read')
export class FollowUpsController {
  constructor(
    private readonly silence: SilenceService,
    private readonly campaigns: CampaignsService,
  ) {}

  @Get()
  async list(@CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    await this.show(reply, staff);
  }

  @Post('run')
  @RequirePermission('letters:write')
  async followUp(
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    try {
      const { letters, onDay } = await validate(followUpOrder, body);
      const { runId } = await this.silence.followUp(await this.campaigns.idOf(campaignSlug), letters, onDay, actor);
      void reply.header('cache-control', 'no-store').redirect(`/admin/runs/${runId}`, 303);
    } catch (error) {
      await this.refuse(reply, staff, error, body);
    }
  }

  @Post('leave')
  @RequirePermission('letters:write')
  async leave(
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    try {
      const { letters, reason } = await validate(silenceDismissal, body);
      await this.silence.leave(letters, reason, actor);
      void reply.header('cache-control', 'no-store').redirect('/admin/follow-ups', 303);
    } catch (error) {
      await this.refuse(reply, staff, error, body);
    }
  }

  private async refuse(reply: FastifyReply, staff: SignedIn, error: unknown, body: unknown) {
    const { status, refused } = refusalOf(error, textsOf(body, '_csrf'));
    await this.show(reply, staff, refused, status);
  }

  private async show(reply: FastifyReply, staff: SignedIn, refused?: Refused, status = 200) {
    const { silenceDays } = this.silence;
    sendPage(reply, FollowUpsPage({ staff, silenceDays, letters: await this.silence.proposals(), refused }), status);
  }
}
