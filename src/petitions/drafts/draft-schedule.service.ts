import { Injectable, Logger } from '@nestjs/common';
import { AuditLog } from '../../access/audit.service.js';
import { Clock } from '../../platform/clock.js';
import { lockOneUntilCommit } from '../../platform/database/advisory-locks.js';
import { Database } from '../../platform/database/database.js';
import { DomainError, type Fault } from '../../platform/errors.js';
import { instantIn } from '../../platform/day.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { LinkChecks } from '../links/link-checks.service.js';
import { PetitionNotFound } from '../petitions.errors.js';
import { PetitionsService } from '../petitions.service.js';
import { DraftPublishing } from './draft-publishing.service.js';
import { DraftSecondPerson } from './draft-second-person.service.js';
import { tryLinksJob } from './try-links.js';
import { linksOf, type Texts } from './draft-texts.js';
import type { DraftState } from './draft.status.js';
import { DraftIncomplete, DraftNotFound, MomentPassed } from './drafts.errors.js';
import type { DraftMoment } from './drafts.schema.js';

/** From writing to review to a moment in time. */
@Injectable()
export class DraftSchedule {
  private readonly log = new Logger('Petitions');

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly petitions: PetitionsService,
    private readonly publishing: DraftPublishing,
    private readonly secondPerson: DraftSecondPerson,
    private readonly links: LinkChecks,
    private readonly jobs: Jobs,
  ) {}

  /** Asks for a review. @throws DraftNotFound, DraftChanged */
  async submit(slug: string, revision: number, actor: string): Promise<void> {
    await this.enter(slug, revision, 'review', actor);
  }

  /** Back to writing: out of the review, out of the schedule. @throws DraftNotFound, DraftChanged */
  async takeBack(slug: string, revision: number, actor: string): Promise<void> {
    await this.enter(slug, revision, 'draft', actor);
  }

  /**
   * Publishes at a moment, by the clocks of the campaign's zone. The gate and the second person are asked for now, and the gate again at the moment.
   * @throws DraftNotFound, DraftChanged, DraftIncomplete, OwnDraft, MomentPassed
   */
  async schedule(slug: string, { revision, day, time }: DraftMoment, actor: string): Promise<void> {
    const petitionId = await this.petitions.idOf(slug);
    const publishAt = instantIn(await this.timeZoneOf(slug), day, time);
    if (publishAt <= this.clock.now()) throw new MomentPassed();
    await this.database.transaction(async (tx) => {
      const ready = await this.publishing.locked(tx, petitionId, revision);
      await this.secondPerson.require(tx, ready, actor);
      await this.publishing.requirePassed(tx, ready);
      const data = { state: 'scheduled', publishAt, stateBy: actor, stateAt: this.clock.now(), heldBy: [] };
      await tx.petitionDraft.update({ where: { petitionId }, data });
      const details = { slug, publishAt: publishAt.toISOString() };
      await this.audit.record(tx, { actor, action: 'petition.draft_scheduled', details });
    });
  }

  /** The zone whose clocks decide when something is published. @throws PetitionNotFound */
  async timeZoneOf(slug: string): Promise<string> {
    const row = await this.database.prisma.petition.findUnique({
      where: { slug },
      select: { campaign: { select: { timeZone: true } } },
    });
    if (!row) throw new PetitionNotFound();
    return row.campaign.timeZone;
  }

  /** Has every link of the draft tried soon. @throws DraftNotFound */
  async askForLinks(slug: string): Promise<void> {
    const petitionId = await this.petitions.idOf(slug);
    await this.database.transaction(async (tx) => {
      if (!(await tx.petitionDraft.findUnique({ where: { petitionId } }))) throw new DraftNotFound();
      await this.jobs.add(tx, tryLinksJob, { petitionId }, { key: `links ${petitionId}` });
    });
  }

  /** Tries every link of a draft; does nothing once it is published or discarded. */
  async tryLinks(petitionId: string): Promise<void> {
    const draft = await this.database.prisma.petitionDraft.findUnique({ where: { petitionId } });
    if (draft) await this.links.check(linksOf(draft.texts as unknown as Texts));
  }

  /** Publishes what is due; what the gate no longer lets through is held, with the reason. */
  async publishDue(): Promise<void> {
    const due = await this.database.prisma.petitionDraft.findMany({
      where: { state: 'scheduled', publishAt: { lte: this.clock.now() } },
      select: { petitionId: true, petition: { select: { slug: true } } },
    });
    const failures: unknown[] = [];
    for (const { petitionId, petition } of due)
      try {
        await this.publishOne(petitionId, petition.slug);
      } catch (error) {
        if (error instanceof DomainError) await this.hold(petitionId, petition.slug, error);
        else failures.push(error);
      }
    // One that fails keeps no other from its moment.
    if (failures.length > 0) throw failures[0];
  }

  private async publishOne(petitionId: string, slug: string): Promise<void> {
    const isDone = await this.database.transaction(async (tx) => {
      await lockOneUntilCommit(tx, 'petitionVersions', petitionId);
      const row = await tx.petitionDraft.findUnique({ where: { petitionId } });
      if (row?.state !== 'scheduled' || !row.publishAt || row.publishAt > this.clock.now()) return false;
      const ready = await this.publishing.locked(tx, petitionId, row.revision);
      // People may have signed since it was scheduled.
      await this.secondPerson.require(tx, ready, row.stateBy ?? 'system');
      await this.publishing.requirePassed(tx, ready);
      await this.publishing.write(tx, ready, row.stateBy ?? 'system');
      return true;
    });
    if (isDone) this.publishing.shown(slug);
  }

  /** Nothing is lost: the draft stays as it is, and says why it was not published. */
  private async hold(petitionId: string, slug: string, error: DomainError): Promise<void> {
    const faults: readonly Fault[] =
      error instanceof DraftIncomplete ? error.faults : [{ pointer: '', code: error.code, detail: error.message }];
    await this.database.transaction(async (tx) => {
      const { count } = await tx.petitionDraft.updateMany({
        where: { petitionId, state: 'scheduled', publishAt: { lte: this.clock.now() } },
        data: { state: 'held', stateAt: this.clock.now(), heldBy: faults.map((fault) => ({ ...fault })) },
      });
      const details = { slug, codes: [...new Set(faults.map(({ code }) => code))] };
      if (count > 0) await this.audit.record(tx, { actor: 'system', action: 'petition.publication_held', details });
    });
    this.log.warn(`The new text of ${slug} was not published at its moment: ${error.code}.`);
  }

  private async enter(slug: string, revision: number, state: DraftState, actor: string): Promise<void> {
    const petitionId = await this.petitions.idOf(slug);
    await this.database.transaction(async (tx) => {
      await this.publishing.locked(tx, petitionId, revision);
      const data = { state, publishAt: null, stateBy: actor, stateAt: this.clock.now(), heldBy: [] };
      await tx.petitionDraft.update({ where: { petitionId }, data });
      if (state === 'review') await this.jobs.add(tx, tryLinksJob, { petitionId }, { key: `links ${petitionId}` });
      await this.audit.record(tx, { actor, action: `petition.draft_to_${state}`, details: { slug } });
    });
  }
}
