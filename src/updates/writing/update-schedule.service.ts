import { Injectable, Logger } from '@nestjs/common';
import { z } from 'zod';
import { AuditLog } from '../../access/audit.service.js';
import { LinkChecks } from '../../petitions/links/link-checks.service.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { instantIn } from '../../platform/day.js';
import { DomainError, type Fault } from '../../platform/errors.js';
import { defineJob, Jobs } from '../../platform/jobs/jobs.js';
import { StaffUpdates } from './staff-updates.service.js';
import { UpdatePublishing } from './update-publishing.service.js';
import { linksOf } from './update-texts.js';
import { NothingToPublish, UpdateChanged, UpdateIncomplete, UpdateMomentPassed } from './updates.errors.js';
import type { UpdateMoment, UpdateTexts } from './updates.schema.js';

/** Other people's servers may be slow, so no request waits for them. */
export const tryUpdateLinksJob = defineJob('updates.try_links', z.object({ updateId: z.uuid() }), { attempts: 2 });

/** From writing to review to a moment in time. */
@Injectable()
export class UpdateSchedule {
  private readonly log = new Logger('Updates');

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly updates: StaffUpdates,
    private readonly publishing: UpdatePublishing,
    private readonly links: LinkChecks,
    private readonly jobs: Jobs,
  ) {}

  /** Asks for a review. @throws UpdateNotFound, UpdateChanged, NothingToPublish */
  async submit(slug: string, revision: number, actor: string): Promise<void> {
    await this.enter(slug, revision, 'review', actor);
  }

  /** Back to writing: out of the review, out of the schedule. @throws UpdateNotFound, UpdateChanged, NothingToPublish */
  async takeBack(slug: string, revision: number, actor: string): Promise<void> {
    await this.enter(slug, revision, 'draft', actor);
  }

  /**
   * Publishes at a moment, by the clocks of the campaign's zone. The gate and the second person are asked for now, and both again at the moment.
   * @throws UpdateNotFound, UpdateChanged, NothingToPublish, UpdateIncomplete, OwnUpdate, UpdateMomentPassed
   */
  async schedule(slug: string, { revision, day, time }: UpdateMoment, actor: string): Promise<void> {
    const publishAt = instantIn(await this.updates.timeZoneOf(await this.updates.of(slug)), day, time);
    if (publishAt <= this.clock.now()) throw new UpdateMomentPassed();
    await this.database.transaction(async (tx) => {
      const { id } = await this.publishing.ready(tx, slug, revision, actor);
      const { count } = await tx.campaignUpdate.updateMany({
        where: { id, revision },
        data: { state: 'scheduled', publishAt, stateBy: actor, stateAt: this.clock.now(), heldBy: [] },
      });
      if (count === 0) throw new UpdateChanged();
      const details = { slug, publishAt: publishAt.toISOString() };
      await this.audit.record(tx, { actor, action: 'update.scheduled', details });
    });
  }

  /** Has every link tried soon. @throws UpdateNotFound */
  async askForLinks(slug: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { id } = await this.updates.of(slug, tx);
      await this.jobs.add(tx, tryUpdateLinksJob, { updateId: id }, { key: `links ${id}` });
    });
  }

  /** Tries every link of an update; does nothing once it is discarded. */
  async tryLinks(updateId: string): Promise<void> {
    const row = await this.database.prisma.campaignUpdate.findUnique({ where: { id: updateId } });
    if (row) await this.links.check(linksOf(row.texts as unknown as UpdateTexts));
  }

  /** Publishes what is due; what the gate no longer lets through is held, with the reason. */
  async publishDue(): Promise<void> {
    const due = await this.database.prisma.campaignUpdate.findMany({
      where: { state: 'scheduled', publishAt: { lte: this.clock.now() } },
      select: { slug: true },
    });
    const failures: unknown[] = [];
    for (const { slug } of due)
      try {
        await this.publishOne(slug);
      } catch (error) {
        // Somebody has changed or published it in between: then it is no longer due.
        if (error instanceof UpdateChanged || error instanceof NothingToPublish) continue;
        if (error instanceof DomainError) await this.hold(slug, error);
        else failures.push(error);
      }
    // One that fails keeps no other from its moment.
    if (failures.length > 0) throw failures[0];
  }

  private async publishOne(slug: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { state, publishAt, revision, stateBy } = await this.updates.of(slug, tx);
      if (state !== 'scheduled' || !publishAt || publishAt > this.clock.now()) throw new UpdateChanged();
      const actor = stateBy ?? 'system';
      await this.publishing.write(tx, await this.publishing.ready(tx, slug, revision, actor), actor);
    });
    this.publishing.shown();
  }

  /** Nothing is lost: the text stays as it is, and says why it was not published. */
  private async hold(slug: string, error: DomainError): Promise<void> {
    const faults: readonly Fault[] =
      error instanceof UpdateIncomplete ? error.faults : [{ pointer: '', code: error.code, detail: error.message }];
    await this.database.transaction(async (tx) => {
      const now = this.clock.now();
      const { count } = await tx.campaignUpdate.updateMany({
        where: { slug, state: 'scheduled', publishAt: { lte: now } },
        data: { state: 'held', stateAt: now, heldBy: faults.map((fault) => ({ ...fault })) },
      });
      const details = { slug, codes: [...new Set(faults.map(({ code }) => code))] };
      if (count > 0) await this.audit.record(tx, { actor: 'system', action: 'update.held', details });
    });
    this.log.warn(`The update ${slug} was not published at its moment: ${error.code}.`);
  }

  private async enter(slug: string, revision: number, state: 'review' | 'draft', actor: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { id, state: before } = await this.updates.of(slug, tx);
      if (before === 'published') throw new NothingToPublish();
      const { count } = await tx.campaignUpdate.updateMany({
        where: { id, revision, state: { not: 'published' } },
        data: { state, publishAt: null, stateBy: actor, stateAt: this.clock.now(), heldBy: [] },
      });
      if (count === 0) throw new UpdateChanged();
      if (state === 'review') await this.jobs.add(tx, tryUpdateLinksJob, { updateId: id }, { key: `links ${id}` });
      await this.audit.record(tx, { actor, action: `update.to_${state}`, details: { slug } });
    });
  }
}
