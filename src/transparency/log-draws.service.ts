import { Injectable } from '@nestjs/common';
import { AuditLog } from '../access/audit.service.js';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { InvalidInput } from '../platform/errors.js';
import { newId } from '../platform/ids.js';
import { PetitionsService } from '../petitions/petitions.service.js';
import { drawnRecords, type DrawnRecord } from './log-draws.sql.js';
import type { NewDraw } from './log-draws.schema.js';
import { DrawNotFound } from './transparency.errors.js';

export interface Draw {
  id: string;
  /** Of the checkpoint that was public before */
  size: number;
  leaves: number[];
  drawnBy: string;
  recordedBy: string;
  recordedAt: Date;
}

/** What staff may show of a leaf. */
export type DrawnLeaf = { leaf: number } & (
  | { shows: 'record'; signatureId: string; name: string; country: string; confirmedOn: string }
  /** The signer did not agree to be shown */
  | { shows: 'nothing' }
  /** Erased, or no leaf of a signature */
  | { shows: 'gone' }
);

/** Leaves that others draw by lot after a checkpoint. Who agreed to it is shown to them; every look is on record. */
@Injectable()
export class LogDraws {
  constructor(
    private readonly database: Database,
    private readonly petitions: PetitionsService,
    private readonly audit: AuditLog,
    private readonly clock: Clock,
  ) {}

  /** The newest first. */
  async list(slug: string): Promise<Draw[]> {
    const logs = await this.logsOf(slug);
    return this.database.prisma.countLogDraw.findMany({
      where: { logId: { in: logs.map(({ id }) => id) } },
      orderBy: { id: 'desc' },
      take: 100,
    });
  }

  /** Keeps which leaves were drawn. @returns its id @throws InvalidInput when no such checkpoint was public, or a leaf is not in it */
  async record(slug: string, { size, leaves, drawnBy }: NewDraw, actor: string): Promise<string> {
    const [log] = await this.logsOf(slug);
    const fault = (field: string, code: string, detail: string) =>
      new InvalidInput([{ pointer: `/${field}`, code, detail }]);
    const where = { logId: log?.id ?? newId(), size, note: { not: null } };
    if ((await this.database.prisma.countLogCheckpoint.count({ where })) === 0)
      throw fault('size', 'count_log.no_checkpoint', 'is not the size of a checkpoint that was published');
    if (leaves.some((leaf) => leaf >= size))
      throw fault('leaves', 'count_log.no_leaf', 'must be numbers below the size of the checkpoint');
    const id = newId();
    await this.database.transaction(async (tx) => {
      const row = { id, logId: where.logId, size, leaves, drawnBy, recordedBy: actor, recordedAt: this.clock.now() };
      await tx.countLogDraw.create({ data: row });
      await this.audit.record(tx, {
        actor,
        action: 'count_log.drawn',
        details: { petition: slug, draw: id, leaves: leaves.length },
      });
    });
    return id;
  }

  /** A draw, and what may be shown of it. @throws DrawNotFound */
  async look(slug: string, id: string, actor: string): Promise<{ draw: Draw; leaves: DrawnLeaf[] }> {
    const logs = await this.logsOf(slug);
    const draw = await this.database.prisma.countLogDraw.findFirst({
      where: { id, logId: { in: logs.map((log) => log.id) } },
    });
    if (!draw) throw new DrawNotFound();
    const rows = await this.database.run<DrawnRecord>(drawnRecords, [draw.logId, draw.leaves]);
    const byLeaf = new Map(rows.map((row) => [row.leaf, row]));
    await this.database.transaction((tx) =>
      this.audit.record(tx, { actor, action: 'count_log.draw_seen', details: { petition: slug, draw: id } }),
    );
    return { draw, leaves: draw.leaves.map((leaf: number) => shown(leaf, byLeaf.get(leaf))) };
  }

  private async logsOf(slug: string): Promise<{ id: string }[]> {
    const petitionId = await this.petitions.idOf(slug);
    return this.database.prisma.countLog.findMany({
      where: { petitionId },
      orderBy: { generation: 'desc' },
      select: { id: true },
    });
  }
}

function shown(leaf: number, row: DrawnRecord | undefined): DrawnLeaf {
  if (!row) return { leaf, shows: 'gone' };
  if (!row.agreed) return { leaf, shows: 'nothing' };
  const { givenName, familyName, country, confirmedOn } = JSON.parse(row.record) as Record<string, string>;
  const name = `${givenName} ${familyName}`.trim();
  return {
    leaf,
    shows: 'record',
    signatureId: row.signatureId,
    name,
    country: country ?? '',
    confirmedOn: confirmedOn ?? '',
  };
}
