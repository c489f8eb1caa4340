import { Injectable } from '@nestjs/common';
import { AuditLog } from '../access/audit.service.js';
import { Clock } from '../platform/clock.js';
import { Database, type Tx } from '../platform/database/database.js';
import { newId } from '../platform/ids.js';
import { TaggingNotFound, TagUnknown } from './tags.errors.js';

/** Tags that API clients put on people. The audit log records ids and names of tags, never whose they are by name. */
@Injectable()
export class TagsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** A tag of that name, created if missing. */
  async ensure(name: string, description: string | null, actor: string): Promise<string> {
    return this.database.transaction(async (tx) => {
      const { count } = await tx.tag.createMany({
        data: [{ id: newId(), name, description, createdBy: actor, createdAt: this.clock.now() }],
        skipDuplicates: true,
      });
      const { id } = await tx.tag.findUniqueOrThrow({ where: { name }, select: { id: true } });
      if (count > 0) await this.audit.record(tx, { actor, action: 'tags.created', details: { tagId: id, name } });
      return id;
    });
  }

  /** The ids of tags by their names or ids. @throws TagUnknown when one of them does not exist */
  async resolve(names: readonly string[], ids: readonly string[]): Promise<string[]> {
    if (names.length + ids.length === 0) return [];
    const rows = await this.database.prisma.tag.findMany({
      where: { OR: [{ name: { in: [...names] } }, { id: { in: [...ids] } }] },
    });
    const known = new Set(rows.flatMap(({ id, name }) => [id, name]));
    if (![...names, ...ids].every((one) => known.has(one))) throw new TagUnknown();
    return rows.map(({ id }) => id);
  }

  /** Adds tags to a person; existing ones stay. */
  async attach(tx: Tx, tagIds: readonly string[], supporterId: string, actor: string): Promise<void> {
    const now = this.clock.now();
    await tx.tagging.createMany({
      data: tagIds.map((tagId) => ({ id: newId(), tagId, supporterId, createdBy: actor, createdAt: now })),
      skipDuplicates: true,
    });
    if (tagIds.length > 0)
      await this.audit.record(tx, { actor, action: 'tags.attached', details: { supporterId, tagIds: [...tagIds] } });
  }

  /** @throws TaggingNotFound */
  async detach(tagId: string, taggingId: string, actor: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { count } = await tx.tagging.deleteMany({ where: { id: taggingId, tagId } });
      if (count === 0) throw new TaggingNotFound();
      await this.audit.record(tx, { actor, action: 'tags.detached', details: { tagId, taggingId } });
    });
  }
}
