import { Body, Controller, Get, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { StaffExists } from '../../access/staff.errors.js';
import { CurrentActor, CurrentStaff, RequirePermission, RequireStepUp } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { StaffService } from '../../access/staff.service.js';
import { InvalidInput } from '../../platform/errors.js';
import { sendPage } from '../../platform/http/page.js';
import { textsOf } from '../frame/form.js';
import { StaffPage } from './staff-page.js';

/** Who works here, and inviting colleagues. */
@Controller('admin/staff')
@RequirePermission('staff:manage')
export class StaffController {
  constructor(private readonly staff: StaffService) {}

  @Get()
  async list(@CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    sendPage(reply, StaffPage({ staff, members: await this.staff.list() }));
  }

  @Post()
  @RequireStepUp('/admin/staff')
  async invite(
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    const { email = '', role = '' } = textsOf(body);
    try {
      const link = await this.staff.invite({ email, role }, actor);
      sendPage(reply, StaffPage({ staff, members: await this.staff.list(), link }));
    } catch (error) {
      if (!(error instanceof InvalidInput) && !(error instanceof StaffExists)) throw error;
      const told = error instanceof InvalidInput ? { faults: error.faults } : { problem: error.message };
      sendPage(
        reply,
        StaffPage({ staff, members: await this.staff.list(), input: { email, role }, ...told }),
        error.httpStatus,
      );
    }
  }
}
