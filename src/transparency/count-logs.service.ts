import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { Database } from '../platform/database/database.js';
import { newId } from '../platform/ids.js';
import { CONFIG } from '../platform/runtime.js';
import { PetitionsService } from '../petitions/petitions.service.js';
import { LogKeys } from './log-keys.service.js';
import { readTile, withoutLog } from './sequencing.sql.js';
import { LogNotFound } from './transparency.errors.js';
import { openCheckpoint } from './tree/checkpoints.js';
import { hashBytes } from './tree/hashes.js';
import { verifierOf, type Verifier } from './tree/notes.js';
import { Tree, type TileReader } from './tree/tree.js';
import { entriesLevel, isWithin, unbundled, type TileName } from './tree/tiles.js';

/** A log as the public sees it: up to its last published checkpoint. */
export interface PublicLog {
  id: string;
  petitionId: string;
  generation: number;
  origin: string;
  createdAt: Date;
  /** Leaves */
  size: number;
  /** Signatures that count by them */
  counted: number;
  root: Buffer;
  /** Signed by the log alone */
  note: string;
  /** The same with what witnesses added */
  checkpoint: string;
  publishedAt: Date;
  /** The key that signed it */
  verifier: Verifier;
  /** Who cosigned it */
  witnesses: string[];
  /** Since when it cannot go on, because the database lost what was published */
  stoppedAt: Date | null;
  /** When another took its place, and why */
  ended: { at: Date; reason: string } | null;
}

/** The public logs of petitions. */
@Injectable()
export class CountLogs {
  constructor(
    private readonly database: Database,
    private readonly petitions: PetitionsService,
    private readonly keys: LogKeys,
    private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Begins a log for each published petition that has none. */
  async beginMissing(): Promise<void> {
    const { rows } = await this.database.direct.query<{ id: string; slug: string }>(withoutLog);
    const data = rows.map(({ id, slug }) => this.begun(id, slug, 1));
    if (data.length > 0) await this.database.prisma.countLog.createMany({ data, skipDuplicates: true });
  }

  /** @param generation by default the one that goes on @throws PetitionNotFound, PetitionMoved, LogNotFound before its first checkpoint */
  async get(slug: string, generation?: number): Promise<PublicLog> {
    const petitionId = await this.petitions.publicIdOf(slug);
    const logs = await this.read({ petitionId, ...(generation === undefined ? { endedAt: null } : { generation }) });
    const [log] = logs;
    if (!log) throw new LogNotFound();
    return log;
  }

  /** All logs of a petition that have published something, the newest first. */
  async list(petitionId: string): Promise<PublicLog[]> {
    return this.read({ petitionId });
  }

  /** The log that goes on, and null before its first checkpoint. */
  async running(petitionId: string): Promise<PublicLog | null> {
    return (await this.read({ petitionId, endedAt: null }))[0] ?? null;
  }

  /** How many logs cannot go on. */
  stopped(): Promise<number> {
    return this.database.prisma.countLog.count({ where: { endedAt: null, stoppedAt: { not: null } } });
  }

  /** Every key that may have signed a checkpoint of the petition's logs, as a vkey of each log. */
  async vkeysOf(petitionId: string): Promise<string[]> {
    const [logs, keys] = await Promise.all([
      this.database.prisma.countLog.findMany({ where: { petitionId }, select: { origin: true } }),
      this.keys.list(),
    ]);
    return logs.flatMap(({ origin }) => keys.map(({ publicKey }) => verifierOf(origin, publicKey).vkey));
  }

  /** The bytes of a tile. @throws LogNotFound when the published tree does not have it */
  async tile(log: PublicLog, name: TileName): Promise<Buffer> {
    if (!isWithin(name, log.size)) throw new LogNotFound();
    const { rows } = await this.database.direct.query<{ width: number; data: Buffer }>(readTile, [
      log.id,
      name.level,
      name.n,
    ]);
    const [tile] = rows;
    if (!tile || tile.width < name.width) throw new LogNotFound();
    if (tile.width === name.width) return tile.data;
    const bytes = name.level === entriesLevel ? unbundled(tile.data, name.width).bytes : name.width * hashBytes;
    return tile.data.subarray(0, bytes);
  }

  /** The published tree. */
  treeOf(log: PublicLog): Tree {
    const read: TileReader = (name) => this.tile(log, name);
    return new Tree(log.size, read);
  }

  /** The first row of a log. @param generation 1, and higher when it is begun again */
  begun(petitionId: string, slug: string, generation: number) {
    const again = generation === 1 ? '' : `/${generation}`;
    const origin = `${new URL(this.config.PUBLIC_URL).host}/petitions/${slug}/log${again}`;
    return { id: newId(), petitionId, generation, origin, createdAt: this.clock.now() };
  }

  private async read(where: { petitionId: string; endedAt?: null; generation?: number }): Promise<PublicLog[]> {
    const rows = await this.database.prisma.countLog.findMany({
      where,
      orderBy: { generation: 'desc' },
      include: {
        checkpoints: {
          where: { note: { not: null } },
          orderBy: { size: 'desc' },
          take: 1,
          include: { cosignatures: { orderBy: { name: 'asc' } } },
        },
      },
    });
    const keys = await this.keys.list();
    return rows.flatMap(({ checkpoints: [head], ...row }): PublicLog[] => {
      if (!head?.note || !head.publishedAt) return [];
      const { note, publishedAt, size, counted, root, cosignatures } = head;
      const verifiers = keys.map(({ publicKey }) => verifierOf(row.origin, publicKey));
      const verifier = verifiers.findLast((one) => openCheckpoint(note, one) !== null);
      if (!verifier) return [];
      const { id, petitionId, generation, origin, createdAt, stoppedAt, endedAt, endReason } = row;
      return [
        {
          ...{ id, petitionId, generation, origin, createdAt, size, counted, note, publishedAt, verifier, stoppedAt },
          root: Buffer.from(root),
          checkpoint: note + cosignatures.map(({ line }) => `${line}\n`).join(''),
          witnesses: cosignatures.map(({ name }) => name),
          ended: endedAt && { at: endedAt, reason: endReason ?? '' },
        },
      ];
    });
  }
}
