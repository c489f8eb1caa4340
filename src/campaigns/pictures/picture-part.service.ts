import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/database.js';
import { InvalidInput } from '../../platform/errors.js';
import { encodePicture } from './encode-picture.js';
import { pictureSizes } from './pictures.limits.js';

const bytes = z.base64({ error: 'is not base64' }).min(1).max(4_000_000, 'is larger than 3 MB');

/** A picture as the file of its campaign has it, in both sizes. */
export const picturePart = z.strictObject({
  hash: z.string().regex(/^[0-9a-f]{32}$/, 'is not the name of a picture'),
  width: z.number().int().min(1).max(pictureSizes.large),
  height: z.number().int().min(1).max(pictureSizes.large),
  large: bytes,
  small: bytes,
});
export type PicturePart = z.output<typeof picturePart>;

/** The pictures of a campaign for its file, and from it. */
@Injectable()
export class PictureParts {
  constructor(private readonly clock: Clock) {}

  async read(tx: Tx, campaignId: string): Promise<PicturePart[]> {
    const rows = await tx.picture.findMany({ where: { campaignId }, orderBy: { hash: 'asc' } });
    return rows.map(({ hash, width, height, large, small }) => ({
      hash,
      width,
      height,
      large: Buffer.from(large).toString('base64'),
      small: Buffer.from(small).toString('base64'),
    }));
  }

  /** Before anything is written: each is a picture, of this name and size. @throws InvalidInput by its place in the file */
  async check(pictures: readonly PicturePart[]): Promise<void> {
    for (const [index, { hash, large, small, width, height }] of pictures.entries()) {
      const [whole, little] = [Buffer.from(large, 'base64'), Buffer.from(small, 'base64')];
      const named = createHash('sha256').update(whole).digest('hex').slice(0, 32) === hash;
      const seen = await encodePicture(whole).catch(() => null);
      const seenSmall = await encodePicture(little).catch(() => null);
      if (named && seen?.width === width && seen.height === height && seenSmall) continue;
      throw new InvalidInput([
        { pointer: `/pictures/${index}`, code: 'picture.unreadable', detail: 'is not the picture of this name' },
      ]);
    }
  }

  async add(tx: Tx, campaignId: string, pictures: readonly PicturePart[], actor: string): Promise<void> {
    const uploadedAt = this.clock.now();
    for (const { large, small, ...picture } of pictures)
      await tx.picture.create({
        data: {
          campaignId,
          ...picture,
          large: new Uint8Array(Buffer.from(large, 'base64')),
          small: new Uint8Array(Buffer.from(small, 'base64')),
          uploadedBy: actor,
          uploadedAt,
        },
        select: { hash: true },
      });
  }
}
