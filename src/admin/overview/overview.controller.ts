import { Controller, Get, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentStaff, OpenWithoutSecondFactor } from '../../access/caller.decorator.js';
import { may } from '../../access/roles.js';
import { SessionsService, type SignedIn } from '../../access/sessions.service.js';
import { Notices } from '../../platform/notices.js';
import { sendPage } from '../../platform/http/page.js';
import { PetitionsService } from '../../petitions/petitions.service.js';
import { SupporterListService } from '../../lists/supporter-list.service.js';
import { Dashboard } from './dashboard.js';
import { OverviewPage } from './overview-page.js';

/** The first page after signing in, and the way out. */
@Controller('admin')
export class OverviewController {
  constructor(
    private readonly supporters: SupporterListService,
    private readonly petitions: PetitionsService,
    private readonly sessions: SessionsService,
    private readonly dashboard: Dashboard,
    private readonly notices: Notices,
  ) {}

  @Get()
  async overview(@CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    const figures = may(staff.role, 'plan:read') ? await this.dashboard.read() : null;
    const petitions = await this.supporters.totals();
    const titles = await this.petitions.titles(petitions.map(({ slug }) => slug));
    sendPage(reply, OverviewPage({ staff, petitions, titles, figures, notices: await this.notices.list() }));
  }

  @Post('sign-out')
  @OpenWithoutSecondFactor(true)
  async signOut(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const cookie = await this.sessions.end(request.headers.cookie);
    void reply.header('set-cookie', cookie).header('cache-control', 'no-store').redirect('/admin/sign-in', 303);
  }
}
