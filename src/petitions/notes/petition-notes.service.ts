import { Injectable } from '@nestjs/common';
import type { Prisma } from '../../generated/prisma/client.js';
import { AuditLog } from '../../access/audit.service.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { PageCache } from '../../platform/http/page-cache.js';
import { newId } from '../../platform/ids.js';
import { PetitionUnpublished } from '../settings/settings.errors.js';
import { PetitionsService } from '../petitions.service.js';
import type { NoteKind, NoteText } from './notes.schema.js';

export interface PetitionNote {
  id: string;
  kind: NoteKind;
  /** By language; empty: the note of its kind was removed */
  texts: Record<string, NoteText>;
  publishedAt: Date;
}

/** The notes of now: the latest introduction and closing note, and all news, the newest first. */
export interface CurrentNotes {
  introduction: PetitionNote | null;
  closing: PetitionNote | null;
  news: PetitionNote[];
  /** Whether any earlier wording can be read */
  changed: boolean;
}

/** What is said beside a petition's text. It may change at any time; every earlier wording stays public. */
@Injectable()
export class PetitionNotes {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly petitions: PetitionsService,
    private readonly cache: PageCache,
  ) {}

  /** Everything that was ever said, the newest first. */
  async history(petitionId: string): Promise<PetitionNote[]> {
    const rows = await this.database.prisma.petitionNote.findMany({ where: { petitionId }, orderBy: { id: 'desc' } });
    return rows.map(({ id, kind, texts, publishedAt }) => ({
      id,
      kind: kind as NoteKind,
      texts: texts as unknown as Record<string, NoteText>,
      publishedAt,
    }));
  }

  async current(petitionId: string): Promise<CurrentNotes> {
    const all = await this.history(petitionId);
    const [introduction, closing] = (['introduction', 'closing'] as const).map((kind) => {
      const latest = all.find((note) => note.kind === kind);
      return latest && Object.keys(latest.texts).length > 0 ? latest : null;
    });
    const news = all.filter(({ kind }) => kind === 'news');
    const shown = news.length + (introduction ? 1 : 0) + (closing ? 1 : 0);
    return { introduction: introduction ?? null, closing: closing ?? null, news, changed: all.length > shown };
  }

  /** Publishes a note at once; an introduction or a closing note takes the place of the one before. @throws PetitionNotFound, PetitionUnpublished */
  async publish(slug: string, kind: NoteKind, texts: Record<string, NoteText>, actor: string): Promise<void> {
    const petitionId = await this.petitions.idOf(slug);
    const petition = await this.database.prisma.petition.findUnique({ where: { id: petitionId } });
    if (!petition?.publishedAt) throw new PetitionUnpublished();
    await this.database.transaction(async (tx) => {
      const publishedAt = this.clock.now();
      await tx.petitionNote.create({
        data: {
          id: newId(),
          petitionId,
          kind,
          texts: texts as unknown as Prisma.InputJsonObject,
          publishedBy: actor,
          publishedAt,
        },
      });
      await this.audit.record(tx, { actor, action: 'petition.note_published', details: { slug, kind } });
    });
    this.cache.expire('petitions');
  }
}
