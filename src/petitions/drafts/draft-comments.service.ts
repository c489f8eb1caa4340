import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../access/audit.service.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { newId } from '../../platform/ids.js';
import { PetitionsService } from '../petitions.service.js';
import { CommentNotFound } from './drafts.errors.js';
import type { DraftCommentForm } from './drafts.schema.js';

export interface DraftComment {
  id: string;
  locale: string;
  /** The passage as it was; empty: about the whole text */
  passage: string;
  text: string;
  author: string;
  createdAt: Date;
}

/** What staff say to each other about a draft. The public never sees it. */
@Injectable()
export class DraftComments {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly petitions: PetitionsService,
  ) {}

  /** Those that nobody has settled, the oldest first. */
  async list(slug: string): Promise<DraftComment[]> {
    const petitionId = await this.petitions.idOf(slug);
    return this.database.prisma.petitionComment.findMany({
      where: { petitionId, resolvedAt: null },
      orderBy: { id: 'asc' },
      take: 200,
      select: { id: true, locale: true, passage: true, text: true, author: true, createdAt: true },
    });
  }

  async add(slug: string, { locale, passage, text }: DraftCommentForm, actor: string): Promise<void> {
    const petitionId = await this.petitions.idOf(slug);
    const comment = { id: newId(), petitionId, locale, passage, text, author: actor, createdAt: this.clock.now() };
    await this.database.transaction(async (tx) => {
      await tx.petitionComment.create({ data: comment });
      await this.audit.record(tx, { actor, action: 'petition.draft_commented', details: { slug, locale } });
    });
  }

  /** @throws CommentNotFound for one of another petition, too */
  async settle(slug: string, id: string, actor: string): Promise<void> {
    const petitionId = await this.petitions.idOf(slug);
    await this.database.transaction(async (tx) => {
      const { count } = await tx.petitionComment.updateMany({
        where: { id, petitionId, resolvedAt: null },
        data: { resolvedBy: actor, resolvedAt: this.clock.now() },
      });
      if (count === 0) throw new CommentNotFound();
      await this.audit.record(tx, { actor, action: 'petition.draft_comment_settled', details: { slug, id } });
    });
  }
}
