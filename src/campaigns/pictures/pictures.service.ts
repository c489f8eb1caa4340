import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../access/audit.service.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { asPng, encodePicture } from './encode-picture.js';
import { PictureNotFound } from './pictures.errors.js';

/** A picture as texts name it: `picture:` and its name. */
export interface PictureEntry {
  /** `<hash>-<width>x<height>` */
  name: string;
  uploadedAt: Date;
}

export type PictureSize = 'large' | 'small';

/** How many pictures are kept in memory: a page that many people read asks for the same few. */
const mostInMemory = 60;

/** Pictures of campaigns: taken, encoded again, kept for ever. */
@Injectable()
export class PicturesService {
  private readonly read = new Map<string, Buffer>();
  /** Decoding takes memory for all pixels, so there is one at a time. */
  private encoding: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** Keeps a picture; the same one again is the one there is. @returns its name @throws PictureRefused */
  async add(campaignId: string, bytes: Buffer, actor: string): Promise<string> {
    const encoded = this.encoding.then(() => encodePicture(bytes));
    this.encoding = encoded.catch(() => undefined);
    const { large, small, width, height } = await encoded;
    const hash = createHash('sha256').update(large).digest('hex').slice(0, 32);
    await this.database.transaction(async (tx) => {
      const picture = { campaignId, hash, width, height, large: new Uint8Array(large), small: new Uint8Array(small) };
      const { count } = await tx.picture.createMany({
        data: [{ ...picture, uploadedBy: actor, uploadedAt: this.clock.now() }],
        skipDuplicates: true,
      });
      if (count > 0) await this.audit.record(tx, { actor, action: 'picture.uploaded', details: { hash } });
    });
    return nameOf({ hash, width, height });
  }

  /** The latest first. */
  async list(campaignId: string): Promise<PictureEntry[]> {
    const rows = await this.database.prisma.picture.findMany({
      where: { campaignId },
      orderBy: [{ uploadedAt: 'desc' }, { hash: 'asc' }],
      take: 200,
      select: { hash: true, width: true, height: true, uploadedAt: true },
    });
    return rows.map((row) => ({ name: nameOf(row), uploadedAt: row.uploadedAt }));
  }

  /** Names among these that belong to no picture of the campaign. */
  async unknownAmong(campaignId: string, names: readonly string[]): Promise<string[]> {
    if (names.length === 0) return [];
    const rows = await this.database.prisma.picture.findMany({
      where: { campaignId, hash: { in: names.map((name) => name.slice(0, 32)) } },
      select: { hash: true, width: true, height: true },
    });
    const known = new Set(rows.map(nameOf));
    return names.filter((name) => !known.has(name));
  }

  /** WebP. @throws PictureNotFound */
  async bytesOf(hash: string, size: PictureSize): Promise<Buffer> {
    const key = `${hash} ${size}`;
    const kept = this.read.get(key);
    if (kept) return kept;
    const row = await this.database.prisma.picture.findFirst({
      where: { hash },
      select: { large: size === 'large', small: size === 'small' },
    });
    const bytes = row?.[size];
    if (!bytes) throw new PictureNotFound();
    if (this.read.size >= mostInMemory) this.read.delete(this.read.keys().next().value ?? '');
    const found = Buffer.from(bytes);
    this.read.set(key, found);
    return found;
  }

  /** The small one as PNG, by its name. @throws PictureNotFound */
  async pngOf(name: string): Promise<Buffer> {
    return asPng(await this.bytesOf(name.slice(0, 32), 'small'));
  }
}

export const nameOf = ({ hash, width, height }: { hash: string; width: number; height: number }): string =>
  `${hash}-${width}x${height}`;
