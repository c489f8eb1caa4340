import { Get, Headers, Post } from '@nestjs/common';
import { CurrentStaff, OpenWithoutSecondFactor } from '../../access/caller.decorator.js';
import { may } from '../../access/roles.js';
import { SessionsService, type SignedIn } from '../../access/sessions.service.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { SupporterListService } from '../../lists/supporter-list.service.js';
import { PetitionsService } from '../../petitions/petitions.service.js';
import { Clock } from '../../platform/clock.js';
import { seeOther } from '../../platform/http/answer.js';
import { Notices } from '../../platform/notices.js';
import { AdminController } from '../frame/admin-controller.js';
import { Dashboard } from './dashboard.js';
import { campaignOf } from '../frame/campaign.js';
import { WaitingService } from '../waiting/waiting.service.js';
import { FirstDay } from './first-day.js';
import { OverviewPage } from './overview-page.js';

/** The first page after signing in, and sign-out. */
@AdminController('admin')
export class OverviewController {
  constructor(
    private readonly supporters: SupporterListService,
    private readonly petitions: PetitionsService,
    private readonly sessions: SessionsService,
    private readonly dashboard: Dashboard,
    private readonly notices: Notices,
    private readonly waiting: WaitingService,
    private readonly firstDay: FirstDay,
    private readonly campaigns: CampaignsService,
    private readonly clock: Clock,
  ) {}

  @Get()
  async overview(@CurrentStaff() staff: SignedIn) {
    const campaign = campaignOf(staff);
    const figures = may(staff.role, 'plan:read') ? await this.dashboard.read(campaign) : null;
    const petitions = await this.supporters.totals(campaign.id);
    const [titles, lines, today, firstDay, notices] = await Promise.all([
      this.petitions.titles(petitions.map(({ slug }) => slug)),
      this.waiting.list(staff),
      this.campaigns.today(campaign.id),
      this.firstDay.stepsFor(staff),
      this.notices.list(),
    ]);
    return OverviewPage({
      staff,
      petitions,
      titles,
      figures,
      notices,
      waiting: { lines, today, now: this.clock.now() },
      firstDay,
    });
  }

  @Post('sign-out')
  @OpenWithoutSecondFactor(true)
  async signOut(@Headers('cookie') cookie: string | undefined) {
    return seeOther('/admin/sign-in', { 'set-cookie': await this.sessions.end(cookie) });
  }
}
