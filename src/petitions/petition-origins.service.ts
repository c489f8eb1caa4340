import { Injectable } from '@nestjs/common';
import { AuditLog } from '../access/audit.service.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import type { OriginList } from '../platform/http/cross-origin.js';
import { PageCache } from '../platform/http/page-cache.js';
import { TooManyOrigins } from './petition-origins.errors.js';
import { PetitionsService } from './petitions.service.js';

export interface AllowedOrigin {
  origin: string;
  addedBy: string;
  addedAt: Date;
}

/** Petition's slug → origins. */
type Origins = ReadonlyMap<string, ReadonlySet<string>>;

/** Changes that invalidate cached framable pages: their headers name the origins. */
export const originsTag = 'petition origins';

const freshMilliseconds = 1_000;
const maxOrigins = 50;

/**
 * The websites that may embed a petition. The whole list is cached for a second, as pages are: a change shows at once in this process and within the
 * second in others. While the database is unavailable the last list is used.
 */
@Injectable()
export class PetitionOrigins implements OriginList {
  private kept: Origins = new Map();
  private freshUntil = 0;
  private reading: Promise<Origins> | null = null;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly petitions: PetitionsService,
    private readonly audit: AuditLog,
    private readonly cache: PageCache,
  ) {}

  /** @param slug null asks about any petition. @returns at once while the list is fresh */
  allows(origin: string, slug: string | null): boolean | Promise<boolean> {
    const names = (list: Origins): boolean =>
      slug === null
        ? [...list.values()].some((origins) => origins.has(origin))
        : (list.get(slug)?.has(origin) ?? false);
    return this.freshUntil > Date.now() ? names(this.kept) : this.read().then(names);
  }

  /** In the order of their names. @throws PetitionNotFound */
  async list(slug: string): Promise<AllowedOrigin[]> {
    const id = await this.petitions.idOf(slug);
    return this.database.prisma.petitionOrigin.findMany({
      where: { petitionId: id },
      orderBy: { origin: 'asc' },
      select: { origin: true, addedBy: true, addedAt: true },
    });
  }

  /** Adding one twice changes nothing. @throws PetitionNotFound, TooManyOrigins */
  async add(slug: string, origin: string, actor: string): Promise<void> {
    const petitionId = await this.petitions.idOf(slug);
    await this.database.transaction(async (tx) => {
      const { count } = await tx.petitionOrigin.createMany({
        data: [{ petitionId, origin, addedBy: actor, addedAt: this.clock.now() }],
        skipDuplicates: true,
      });
      if (count === 0) return;
      if ((await tx.petitionOrigin.count({ where: { petitionId } })) > maxOrigins) throw new TooManyOrigins(maxOrigins);
      await this.audit.record(tx, { actor, action: 'embed.origin_added', details: { petition: slug, origin } });
    });
    this.expire();
  }

  /** Removing one that does not exist is no error. @throws PetitionNotFound */
  async remove(slug: string, origin: string, actor: string): Promise<void> {
    const petitionId = await this.petitions.idOf(slug);
    await this.database.transaction(async (tx) => {
      const { count } = await tx.petitionOrigin.deleteMany({ where: { petitionId, origin } });
      if (count > 0)
        await this.audit.record(tx, { actor, action: 'embed.origin_removed', details: { petition: slug, origin } });
    });
    this.expire();
  }

  private expire(): void {
    this.freshUntil = 0;
    // A read that began before the change may not include it.
    this.reading = null;
    this.cache.expire(originsTag);
  }

  /** Concurrent callers share one read. */
  private read(): Promise<Origins> {
    if (this.reading) return this.reading;
    const reading = this.load()
      .then((list) => {
        if (this.reading === reading) {
          this.kept = list;
          this.freshUntil = Date.now() + freshMilliseconds;
        }
        return list;
      })
      .catch(() => this.kept)
      .finally(() => {
        if (this.reading === reading) this.reading = null;
      });
    return (this.reading = reading);
  }

  private async load(): Promise<Origins> {
    const rows = await this.database.prisma.petitionOrigin.findMany({
      select: { origin: true, petition: { select: { slug: true } } },
    });
    const list = new Map<string, Set<string>>();
    for (const { origin, petition } of rows)
      list.set(petition.slug, (list.get(petition.slug) ?? new Set()).add(origin));
    return list;
  }
}
