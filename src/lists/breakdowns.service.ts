import { Injectable } from '@nestjs/common';
import { Clock, minutes } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { addDays } from '../platform/day.js';
import { firstIdAt } from '../platform/ids.js';
import { consentName } from '../supporters/consents.schema.js';
import { countByConsent, countByOrigin } from './breakdowns.sql.js';
import { smallestGroup } from './export.values.js';
import type { Span } from '../petitions/figures/span.values.js';
import { PetitionsService } from '../petitions/petitions.service.js';

export interface Group {
  key: string;
  n: number;
}

/** Confirmed signatures by their own details, of a period by the day they were signed (UTC). */
export interface Origins {
  at: Date;
  byLanguage: Group[];
  /** The key '' is for no source and for sources too small to be listed. */
  bySource: Group[];
}

/** Confirmed signatures by the consents in force. */
export interface ConsentCounts {
  at: Date;
  /** `newsletter`, `government/DE`: people who have it in force. */
  byConsent: Group[];
}

const keptMilliseconds = minutes(5);
const mostKept = 200;

/** All ids lie between these. */
const [firstId, afterLastId] = ['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'];

/** Statistics that read every signature; cached for five minutes, and computed once for concurrent requests. */
@Injectable()
export class BreakdownsService {
  private readonly kept = new Map<string, { made: Promise<unknown>; until: number }>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly petitions: PetitionsService,
  ) {}

  /** @param span null: since the petition began @throws PetitionNotFound */
  async origins(slug: string, span: Span | null = null): Promise<Origins> {
    const id = await this.petitions.idOf(slug);
    return this.keep(`origins ${id} ${span?.from} ${span?.to}`, () => this.readOrigins(id, span));
  }

  /** @throws PetitionNotFound */
  async consents(slug: string): Promise<ConsentCounts> {
    const id = await this.petitions.idOf(slug);
    return this.keep(`consents ${id}`, () => this.readConsents(id));
  }

  private async keep<Made>(key: string, make: () => Promise<Made>): Promise<Made> {
    const now = this.clock.now().getTime();
    const kept = this.kept.get(key);
    if (kept && kept.until > now) return kept.made as Promise<Made>;
    if (this.kept.size >= mostKept) this.kept.clear();
    const made = make();
    this.kept.set(key, { made, until: now + keptMilliseconds });
    made.catch(() => this.kept.delete(key));
    return made;
  }

  private async readOrigins(petitionId: string, span: Span | null): Promise<Origins> {
    const at = this.clock.now();
    const rows = await this.database.runLong<Group & { kind: string }>(countByOrigin, [
      petitionId,
      smallestGroup,
      span ? firstIdAt(new Date(span.from)) : firstId,
      span ? firstIdAt(new Date(addDays(span.to, 1))) : afterLastId,
    ]);
    const ofKind = (wanted: string) => rows.filter(({ kind }) => kind === wanted).map(({ key, n }) => ({ key, n }));
    return { at, byLanguage: ofKind('locale'), bySource: ofKind('source') };
  }

  private async readConsents(petitionId: string): Promise<ConsentCounts> {
    const at = this.clock.now();
    const rows = await this.database.runLong<{ purpose: string; recipient: string; n: number }>(countByConsent, [
      petitionId,
    ]);
    return { at, byConsent: rows.map(({ n, ...consent }) => ({ key: consentName(consent), n })) };
  }
}
