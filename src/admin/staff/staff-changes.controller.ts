import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission, RequireStepUp } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { StaffChangesService } from '../../access/staff-changes.service.js';
import { StaffService } from '../../access/staff.service.js';
import { sendPage } from '../../platform/http/page.js';
import { refusalOf, textsOf } from '../frame/form.js';
import { StaffPage } from './staff-page.js';

const staffParam = z.object({ id: z.uuid() });
type StaffParam = z.infer<typeof staffParam>;

/** What owners do to the accounts of colleagues. */
@Controller('admin/staff/:id')
@RequirePermission('staff:manage')
export class StaffChangesController {
  constructor(
    private readonly changes: StaffChangesService,
    private readonly staff: StaffService,
  ) {}

  @Post('disable')
  @RequireStepUp('/admin/staff')
  disable(
    @Param({ schema: staffParam }) { id }: StaffParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    return this.apply(staff, reply, () => this.changes.disable(id, actor));
  }

  @Post('role')
  @RequireStepUp('/admin/staff')
  changeRole(
    @Param({ schema: staffParam }) { id }: StaffParam,
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    return this.apply(staff, reply, () => this.changes.changeRole(id, { role: textsOf(body).role ?? '' }, actor));
  }

  @Post('reset-second-factor')
  @RequireStepUp('/admin/staff')
  resetSecondFactor(
    @Param({ schema: staffParam }) { id }: StaffParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    return this.apply(staff, reply, () => this.changes.resetSecondFactor(id, actor));
  }

  @Post('end-sessions')
  endSessions(
    @Param({ schema: staffParam }) { id }: StaffParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    return this.apply(staff, reply, () => this.changes.endSessions(id, actor));
  }

  private async apply(staff: SignedIn, reply: FastifyReply, work: () => Promise<void>): Promise<void> {
    try {
      await work();
      void reply.header('cache-control', 'no-store').redirect('/admin/staff', 303);
    } catch (error) {
      const { status, refused } = refusalOf(error);
      sendPage(reply, StaffPage({ staff, members: await this.staff.list(), problem: refused.problem }), status);
    }
  }
}
