import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { isFor, StaffMails } from '../access/staff-mails.service.js';
import { ClaimsService } from '../claims/claims.service.js';
import { Clock, utcDay } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { Database, type Tx } from '../platform/database/database.js';
import { addDays } from '../platform/day.js';
import { MailKinds, type MailDraft } from '../platform/mail/mail.kinds.js';
import { CONFIG } from '../platform/runtime.js';
import { LedgerService } from '../treaties/ledger.service.js';
import { CampaignMetrics } from './campaign-metrics.service.js';
import { digestMail, type DigestFigures } from './digest-mail.js';
import { PlanService } from './plan.service.js';

const digestKind = 'campaigns.weekly_digest';

/** The weekly email to staff: queued by a milestone, rendered with current data when it is sent. */
@Injectable()
export class DigestService implements OnModuleInit {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly kinds: MailKinds,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly mails: StaffMails,
    private readonly plan: PlanService,
    private readonly metrics: CampaignMetrics,
    private readonly claims: ClaimsService,
    private readonly ledger: LedgerService,
  ) {}

  onModuleInit(): void {
    this.kinds.register({ kind: digestKind, requested: true, render: (staffIds) => this.render(staffIds) });
  }

  /** @returns a sentence for the plan page */
  async queue(tx: Tx, campaignId: string): Promise<string> {
    return `The digest goes to ${await this.mails.queue(tx, digestKind, null, campaignId)} members of staff.`;
  }

  private async render(staffIds: string[]): Promise<Map<string, MailDraft>> {
    const members = await this.mails.recipients(staffIds);
    const campaigns = await this.database.prisma.campaign.findMany({
      where: { milestones: { some: { trigger: 'send_digest' } } },
      orderBy: { id: 'asc' },
    });
    const figures = new Map<string, DigestFigures>();
    for (const campaign of campaigns) figures.set(campaign.id, await this.figures(campaign));
    const drafts = new Map<string, MailDraft>();
    for (const member of members) {
      const own = [...figures].filter(([id]) => isFor(member, id)).map(([, one]) => one);
      if (own.length === 0) continue;
      const mail = digestMail(own, `${this.config.PUBLIC_URL}/admin/plan`);
      drafts.set(member.id, { to: member.email, unsubscribeUrl: null, ...mail });
    }
    return drafts;
  }

  private async figures(campaign: { id: string; slug: string; names: unknown }): Promise<DigestFigures> {
    const { anchor, t, today, milestones } = await this.plan.board(campaign.slug, null);
    const yesterday = addDays(utcDay(this.clock.now()), -1);
    const progress = await this.metrics.progress(campaign.id, addDays(yesterday, -6), yesterday);
    const open = milestones.filter(({ status }) => status === 'planned' || status === 'in_progress');
    const troubled = milestones.flatMap(({ title, firings }) =>
      firings
        .filter(({ outcome }) => outcome !== 'done')
        .map(({ dueOn, outcome }) => `“${title}” of ${dueOn}: ${outcome}`),
    );
    const [claims, events] = [(await this.claims.reviewQueue()).length, (await this.ledger.waiting()).length];
    return {
      campaign: (campaign.names as { en: string }).en,
      anchor,
      t,
      figures: Object.entries(progress).map(([name, days]) => ({
        label: name.replaceAll('_', ' '),
        value: days.reduce((sum, { n }) => sum + n, 0).toLocaleString('en'),
      })),
      due: open
        .filter(({ from }) => from >= today && from <= addDays(today, 14))
        .map(({ title, from, t: at }) => `${from}${at === null ? '' : ` (${at})`}: ${title}`),
      overdue: open.filter(({ overdue }) => overdue).map(({ title, to }) => `${title}, since ${to}`),
      waiting: [
        ...troubled,
        ...(claims > 0 ? [`${claims} claims to review`] : []),
        ...(events > 0 ? [`${events} treaty events to verify`] : []),
      ],
    };
  }
}
