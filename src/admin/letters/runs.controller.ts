import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission, RequireStepUp } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { newRun } from '../../letters/sending/runs.schema.js';
import { RunsService } from '../../letters/sending/runs.service.js';
import { sendPage } from '../../platform/http/page.js';
import { validate } from '../../platform/http/validation.js';
import { ActorNames } from '../frame/actor-names.js';
import { campaignSlug } from '../frame/campaign.js';
import { refusalOf, textsOf, type Refused } from '../frame/form.js';
import { RunPage } from './run-page.js';
import { RunsPage } from './runs-page.js';

const idParam = z.object({ id: z.uuid() });
type IdParam = z.output<typeof idParam>;

/** Sendings: drawn up, looked at as an exact plan, approved by another person, watched. */
@Controller('admin/runs')
@RequirePermission('letters:read')
export class RunsController {
  constructor(
    private readonly runs: RunsService,
    private readonly campaigns: CampaignsService,
    private readonly names: ActorNames,
  ) {}

  @Get()
  async list(@CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    await this.showList(reply, staff, {});
  }

  @Post()
  @RequirePermission('letters:write')
  async draft(
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    const input = textsOf(body, '_csrf');
    try {
      const { id } = await this.runs.draft(
        await this.campaigns.idOf(campaignSlug),
        await validate(newRun, input),
        actor,
      );
      to(reply, id);
    } catch (error) {
      const { status, refused } = refusalOf(error, input);
      await this.showList(reply, staff, { refused }, status);
    }
  }

  @Get(':id')
  async look(@Param({ schema: idParam }) { id }: IdParam, @CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    await this.show(reply, staff, id);
  }

  @Post(':id/plan')
  @RequirePermission('letters:write')
  plan(
    @Param({ schema: idParam }) { id }: IdParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    return this.deed(reply, staff, id, () => this.runs.plan(id, actor));
  }

  @Post(':id/approve')
  @RequirePermission('letters:approve')
  @RequireStepUp('/admin/runs/:id')
  approve(
    @Param({ schema: idParam }) { id }: IdParam,
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    return this.deed(reply, staff, id, () => this.runs.approve(id, textsOf(body).hash ?? '', actor));
  }

  @Post(':id/freeze')
  @RequirePermission('letters:write')
  freeze(
    @Param({ schema: idParam }) { id }: IdParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    return this.deed(reply, staff, id, () => this.runs.freeze(id, true, actor));
  }

  @Post(':id/thaw')
  @RequirePermission('letters:approve')
  thaw(
    @Param({ schema: idParam }) { id }: IdParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    return this.deed(reply, staff, id, () => this.runs.freeze(id, false, actor));
  }

  @Post(':id/pause')
  @RequirePermission('letters:write')
  pause(
    @Param({ schema: idParam }) { id }: IdParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    return this.deed(reply, staff, id, () => this.runs.change(id, 'pause', actor));
  }

  @Post(':id/resume')
  @RequirePermission('letters:write')
  resume(
    @Param({ schema: idParam }) { id }: IdParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    return this.deed(reply, staff, id, () => this.runs.change(id, 'resume', actor));
  }

  @Post(':id/cancel')
  @RequirePermission('letters:write')
  cancel(
    @Param({ schema: idParam }) { id }: IdParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    return this.deed(reply, staff, id, () => this.runs.change(id, 'cancel', actor));
  }

  private async deed(reply: FastifyReply, staff: SignedIn, id: string, work: () => Promise<unknown>) {
    try {
      await work();
      to(reply, id);
    } catch (error) {
      const { status, refused } = refusalOf(error);
      await this.show(reply, staff, id, refused, status);
    }
  }

  private async show(reply: FastifyReply, staff: SignedIn, id: string, refused?: Refused, status = 200) {
    sendPage(reply, RunPage({ staff, run: await this.runs.get(id), names: await this.names.all(), refused }), status);
  }

  private async showList(reply: FastifyReply, staff: SignedIn, told: { refused?: Refused }, status = 200) {
    sendPage(reply, RunsPage({ staff, runs: await this.runs.list(), names: await this.names.all(), ...told }), status);
  }
}

const to = (reply: FastifyReply, id: string): void =>
  void reply.header('cache-control', 'no-store').redirect(`/admin/runs/${id}`, 303);
