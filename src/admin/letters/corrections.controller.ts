import { Body, Controller, Get, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { newCorrection } from '../../letters/writing/corrections.schema.js';
import { CorrectionsService } from '../../letters/corrections/corrections.service.js';
import { Clock, utcDay } from '../../platform/clock.js';
import { addDays } from '../../platform/day.js';
import { sendPage } from '../../platform/http/page.js';
import { validate } from '../../platform/http/validation.js';
import { refusalOf, textsOf, type Refused } from '../frame/form.js';
import { CorrectionsPage } from './corrections-page.js';

/** Letters that went out and do not hold in every part any more; the way to a letter that says so. */
@Controller('admin/corrections')
@RequirePermission('letters:read')
export class CorrectionsController {
  constructor(
    private readonly corrections: CorrectionsService,
    private readonly clock: Clock,
  ) {}

  @Get()
  async list(@CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    await this.show(reply, staff);
  }

  /** Draws it up; planning, approval and sending are those of every run. */
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
      const { id } = await this.corrections.draft(await validate(newCorrection, input), actor);
      void reply.header('cache-control', 'no-store').redirect(`/admin/runs/${id}`, 303);
    } catch (error) {
      const { status, refused } = refusalOf(error, input);
      await this.show(reply, staff, refused, status);
    }
  }

  private async show(reply: FastifyReply, staff: SignedIn, refused?: Refused, status = 200) {
    const tomorrow = addDays(utcDay(this.clock.now()), 1);
    sendPage(reply, CorrectionsPage({ staff, letters: await this.corrections.affected(), tomorrow, refused }), status);
  }
}
