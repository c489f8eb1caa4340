import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../access/audit.service.js';
import { ClaimsService } from '../../claims/claims.service.js';
import { Clock } from '../../platform/clock.js';
import { lockOneUntilCommit, lockUntilCommit } from '../../platform/database/advisory-locks.js';
import { Database, type Tx } from '../../platform/database/database.js';
import { PageCache } from '../../platform/http/page-cache.js';
import type { ConsentOffer } from '../../supporters/consents.schema.js';
import { consentVersions, isOurWording } from '../../supporters/consents.texts.js';
import type { Outcome } from '../petitions.schema.js';
import { offersIn, statusOf } from '../petition-rows.js';
import { requireOwnDemands } from './own-demands.js';
import { PetitionsService } from '../petitions.service.js';
import { PetitionVersions } from '../versions/petition-versions.service.js';
import { lastMomentIn, momentIn, timesOf } from './petition-times.js';
import { formOf } from '../form/petition-form.schema.js';
import { HasSuccessor, PetitionUnpublished, SettingsChanged, SlugTaken } from './settings.errors.js';
import type { PetitionSettings } from './settings.schema.js';

/** Where a petition stands, for staff. */
export type PetitionState = 'draft' | 'upcoming' | 'open' | 'closed' | 'archived' | 'withdrawn';

export interface StaffPetition {
  slug: string;
  state: PetitionState;
  settings: PetitionSettings;
  timeZone: string;
  formerSlugs: string[];
  outcome: Outcome | null;
  hiddenReason: string | null;
  closedByHand: boolean;
  successor: string | null;
  predecessor: string | null;
  signed: boolean;
}

/** How a petition is run: when it is open, who may sign, what the form asks, where it stands. What it says is in `drafts/`. */
@Injectable()
export class PetitionSettingsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly claims: ClaimsService,
    private readonly petitions: PetitionsService,
    private readonly versions: PetitionVersions,
    private readonly cache: PageCache,
  ) {}

  /** All petitions of a campaign, the newest first. */
  async list(campaignId: string): Promise<{ slug: string; title: string; state: PetitionState }[]> {
    const rows = await this.database.prisma.petition.findMany({
      where: { campaignId },
      orderBy: { id: 'desc' },
      include: { texts: { where: { locale: 'en' }, select: { title: true } }, draft: { select: { texts: true } } },
    });
    return rows.map((row) => ({
      slug: row.slug,
      title:
        row.texts[0]?.title ?? (row.draft?.texts as { en?: { title?: string } } | undefined)?.en?.title ?? row.slug,
      state: this.stateOf(row),
    }));
  }

  /** @throws PetitionNotFound, PetitionMoved */
  async get(slug: string): Promise<StaffPetition> {
    await this.petitions.campaignOf(slug);
    const row = await this.database.prisma.petition.findUniqueOrThrow({
      where: { slug },
      include: {
        campaign: { select: { timeZone: true } },
        formerSlugs: { orderBy: { replacedAt: 'desc' } },
        predecessor: { select: { slug: true } },
        successor: { select: { slug: true } },
      },
    });
    const { timeZone } = row.campaign;
    return {
      slug: row.slug,
      state: this.stateOf(row),
      timeZone,
      settings: {
        revision: row.revision,
        slug: row.slug,
        opens: momentIn(timeZone, row.opensAt),
        closes: row.closesAt ? lastMomentIn(timeZone, row.closesAt) : { day: '', time: '' },
        goalSteps: row.goalSteps,
        countries: row.countries,
        proofOfWork: row.proofOfWork === 'required' ? 'required' : 'optional',
        showNames: row.showNames,
        form: formOf(row),
        purposes: offersIn(row).map(({ purpose }) => purpose),
        demands: row.demands,
      },
      formerSlugs: row.formerSlugs.map((former) => former.slug),
      outcome: row.outcome as Outcome | null,
      hiddenReason: row.hiddenReason,
      closedByHand: row.closedAt !== null,
      predecessor: row.predecessor?.slug ?? null,
      successor: row.successor?.slug ?? null,
      signed: await this.isSigned(row.id),
    };
  }

  /**
   * Replaces the settings. Where they change what the form asks or says, a version is kept. The audit log names what changed.
   * @throws SettingsChanged, SlugTaken, InvalidInput when it would close before it opens
   */
  async save(slug: string, settings: PetitionSettings, actor: string): Promise<void> {
    const before = await this.get(slug);
    if (before.settings.revision !== settings.revision) throw new SettingsChanged();
    const times = timesOf(settings, before.timeZone);
    const petitionId = await this.petitions.idOf(slug);
    await requireOwnDemands(this.database.prisma, petitionId, settings.demands);
    await this.database.transaction(async (tx) => {
      // Nobody publishes a text meanwhile: both make the next version.
      await lockOneUntilCommit(tx, 'petitionVersions', petitionId);
      const { id, consents, publishedAt } = await tx.petition.findUniqueOrThrow({ where: { id: petitionId } });
      if (settings.slug !== slug) await this.rename(tx, slug, settings.slug, publishedAt === null);
      const { count } = await tx.petition.updateMany({
        where: { id, revision: settings.revision },
        data: {
          ...times,
          revision: settings.revision + 1,
          goalSteps: settings.goalSteps,
          countries: settings.countries,
          proofOfWork: settings.proofOfWork,
          showNames: settings.showNames,
          form: settings.form,
          consents: offersFor(settings.purposes, offersIn({ consents })),
          demands: settings.demands,
        },
      });
      if (count === 0) throw new SettingsChanged();
      if (publishedAt) {
        const change = before.signed ? 'settings' : 'before_signatures';
        const { from, to } = await this.versions.keep(tx, id, { change, publishedBy: actor });
        // The texts of that version are those a draft began with.
        await tx.petitionDraft.updateMany({ where: { petitionId: id, base: from }, data: { base: to } });
      }
      const changed = changesIn(before.settings, settings);
      await this.audit.record(tx, {
        actor,
        action: 'petition.settings_saved',
        details: { slug: settings.slug, changed: changed.join(', ') },
      });
    });
    this.changed(slug, settings.slug);
  }

  /** Closes it at once, or lets people sign again while its time has not passed. @throws PetitionUnpublished, HasSuccessor */
  async close(slug: string, closed: boolean, actor: string): Promise<void> {
    await this.change(slug, closed ? 'petition.closed' : 'petition.reopened', actor, ({ successor }) => {
      if (!closed && successor) throw new HasSuccessor();
      return { closedAt: closed ? this.clock.now() : null };
    });
  }

  /** Archives it: no longer listed, nobody signs, and it stays readable and counted. */
  async archive(slug: string, archived: boolean, actor: string): Promise<void> {
    const action = archived ? 'petition.archived' : 'petition.unarchived';
    await this.change(slug, action, actor, () => ({ archivedAt: archived ? this.clock.now() : null }));
  }

  /** Withdraws it from view: the public reads the reason instead. @param reason null: shown again */
  async hide(slug: string, reason: string | null, actor: string): Promise<void> {
    const action = reason === null ? 'petition.shown_again' : 'petition.withdrawn_from_view';
    await this.change(slug, action, actor, () => ({
      hiddenAt: reason === null ? null : this.clock.now(),
      hiddenReason: reason,
    }));
  }

  async setOutcome(slug: string, outcome: Outcome | null, actor: string): Promise<void> {
    await this.change(slug, 'petition.outcome_recorded', actor, () => ({ outcome }), { outcome: outcome ?? 'none' });
  }

  private async change(
    slug: string,
    action: string,
    actor: string,
    data: (petition: StaffPetition) => object,
    details: Record<string, string> = {},
  ): Promise<void> {
    const petition = await this.get(slug);
    if (petition.state === 'draft') throw new PetitionUnpublished();
    await this.database.transaction(async (tx) => {
      await tx.petition.update({ where: { slug }, data: data(petition) });
      await this.audit.record(tx, { actor, action, details: { slug, ...details } });
    });
    this.changed(slug);
  }

  /** The old name leads to the petition for ever, unless nobody outside ever saw it. */
  private async rename(tx: Tx, from: string, to: string, isDraft: boolean): Promise<void> {
    await refuseTaken(tx, to);
    const { id } = await tx.petition.update({ where: { slug: from }, data: { slug: to } });
    if (!isDraft) await tx.petitionSlug.create({ data: { slug: from, petitionId: id, replacedAt: this.clock.now() } });
    await this.claims.movePlace(tx, 'petition', from, to);
  }

  private async isSigned(petitionId: string): Promise<boolean> {
    const where = { petitionId, status: 'confirmed' };
    return (await this.database.prisma.signature.findFirst({ where, select: { id: true } })) !== null;
  }

  private stateOf(row: Parameters<typeof statusOf>[0] & { publishedAt: Date | null }): PetitionState {
    if (!row.publishedAt) return 'draft';
    if (row.hiddenAt) return 'withdrawn';
    return row.archivedAt ? 'archived' : statusOf(row, this.clock.now());
  }

  private changed(...slugs: string[]): void {
    for (const slug of slugs) this.petitions.forget(slug);
    this.cache.expire('petitions');
  }
}

/** In a transaction that gives a petition the name. @throws SlugTaken */
export async function refuseTaken(tx: Tx, slug: string): Promise<void> {
  await lockUntilCommit(tx, 'petitionSlugs');
  const [held, former] = await Promise.all([
    tx.petition.findUnique({ where: { slug }, select: { id: true } }),
    tx.petitionSlug.findUnique({ where: { slug } }),
  ]);
  if (held || former) throw new SlugTaken();
}

/** The offers of the chosen purposes. One that is offered already stays as it is, also one with a text of its own, which no box stands for. */
export function offersFor(purposes: readonly string[], held: readonly ConsentOffer[]): ConsentOffer[] {
  const kept = held.filter(({ purpose, wording }) => purposes.includes(purpose) || !isOurWording(wording));
  const fresh = purposes.filter((purpose) => !kept.some((offer) => offer.purpose === purpose));
  const [wording] = consentVersions;
  return [
    ...kept,
    ...fresh.map((purpose) => ({
      purpose,
      wording,
      ...(purpose === 'government' && { recipients: 'states' as const }),
    })),
  ];
}

const changesIn = (before: PetitionSettings, after: PetitionSettings): string[] =>
  (Object.keys(before) as (keyof PetitionSettings)[]).filter(
    (name) => name !== 'revision' && JSON.stringify(before[name]) !== JSON.stringify(after[name]),
  );
