import { Injectable } from '@nestjs/common';
import { Clock, minutes } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { consentName } from '../supporters/consents.schema.js';
import { countByConsent, countByOrigin } from './breakdowns.sql.js';
import { smallestGroup } from './export.values.js';
import { PetitionsService } from '../petitions/petitions.service.js';

/** Confirmed signatures by their own details. */
export interface Breakdowns {
  at: Date;
  byLanguage: { key: string; n: number }[];
  /** The key '' is for no source and for sources too small to be listed. */
  bySource: { key: string; n: number }[];
  /** `newsletter`, `government/DE`: people who have it in force. */
  byConsent: { key: string; n: number }[];
}

const keptMilliseconds = minutes(5);

/** Statistics that read every signature; cached for five minutes, and computed once for concurrent requests. */
@Injectable()
export class BreakdownsService {
  private readonly kept = new Map<string, { made: Promise<Breakdowns>; until: number }>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly petitions: PetitionsService,
  ) {}

  /** @throws PetitionNotFound */
  async of(slug: string): Promise<Breakdowns> {
    const id = await this.petitions.idOf(slug);
    const now = this.clock.now().getTime();
    const kept = this.kept.get(id);
    if (kept && kept.until > now) return kept.made;
    const made = this.make(id);
    this.kept.set(id, { made, until: now + keptMilliseconds });
    made.catch(() => this.kept.delete(id));
    return made;
  }

  private async make(petitionId: string): Promise<Breakdowns> {
    const at = this.clock.now();
    const origins = await this.database.runLong<{ kind: string; key: string; n: number }>(countByOrigin, [
      petitionId,
      smallestGroup,
    ]);
    const consents = await this.database.runLong<{ purpose: string; recipient: string; n: number }>(countByConsent, [
      petitionId,
    ]);
    const ofKind = (wanted: string) => origins.filter(({ kind }) => kind === wanted).map(({ key, n }) => ({ key, n }));
    const byConsent = consents.map(({ n, ...consent }) => ({ key: consentName(consent), n }));
    return { at, byLanguage: ofKind('locale'), bySource: ofKind('source'), byConsent };
  }
}
