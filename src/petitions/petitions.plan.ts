import { Injectable, type OnModuleInit } from '@nestjs/common';
import { AuditLog } from '../access/audit.service.js';
import { CampaignMetrics } from '../campaigns/campaign-metrics.service.js';
import { MilestoneTriggers } from '../campaigns/milestone-triggers.service.js';
import { Clock, utcDay } from '../platform/clock.js';
import { Database, type Tx } from '../platform/database/database.js';
import { addDays } from '../platform/day.js';
import { EventLog } from '../platform/events/event-log.js';
import { PageCache } from '../platform/http/page-cache.js';
import { PetitionClosed, PetitionNotFound } from './petitions.errors.js';
import { confirmationsByDay, signUpsByDay } from './progress.sql.js';

/** What petitions contribute to the campaign plan: their figures per day, and opening a petition on its milestone. */
@Injectable()
export class PetitionsInPlan implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly metrics: CampaignMetrics,
    private readonly triggers: MilestoneTriggers,
    private readonly audit: AuditLog,
    private readonly events: EventLog,
    private readonly cache: PageCache,
  ) {}

  onModuleInit(): void {
    this.metrics.register('sign_ups', (campaignId, from, to) =>
      signUpsByDay(this.database.prisma, campaignId, new Date(from), new Date(addDays(to, 1))),
    );
    this.metrics.register('confirmations', (campaignId, from, to) =>
      confirmationsByDay(this.database.prisma, campaignId, new Date(from), new Date(addDays(to, 1))),
    );
    this.triggers.handle('open_petition', (tx, slug, actor, campaignId) =>
      this.open(tx, slug ?? '', actor, campaignId),
    );
  }

  /** Opens it now. @param named a present or earlier short name of a petition of the campaign @returns a sentence for the plan page @throws PetitionNotFound, PetitionClosed when its last day is over */
  async open(tx: Tx, named: string, actor: string, campaignId: string): Promise<string> {
    const former = await tx.petitionSlug.findUnique({ where: { slug: named }, select: { petition: true } });
    const petition = former?.petition ?? (await tx.petition.findUnique({ where: { slug: named } }));
    const isReplaced =
      petition && (await tx.petition.count({ where: { predecessorId: petition.id, publishedAt: { not: null } } })) > 0;
    const slug = petition?.slug ?? named;
    if (!petition?.publishedAt || petition.campaignId !== campaignId) throw new PetitionNotFound();
    const now = this.clock.now();
    if (isReplaced || petition.archivedAt || petition.hiddenAt || (petition.closesAt && petition.closesAt <= now))
      throw new PetitionClosed(slug);
    if (!petition.closedAt && petition.opensAt <= now) return `The petition "${slug}" was already open.`;
    const opensAt = petition.opensAt <= now ? petition.opensAt : now;
    await tx.petition.update({ where: { slug }, data: { closedAt: null, opensAt } });
    await this.events.append(tx, {
      type: 'petition.opened',
      subjectKind: 'petition',
      subjectId: petition.id,
      data: { petition: slug, opensOn: utcDay(opensAt) },
    });
    await this.audit.record(tx, { actor, action: 'petitions.opened', details: { slug } });
    this.cache.expire('petitions');
    return `The petition "${slug}" is open.`;
  }
}
