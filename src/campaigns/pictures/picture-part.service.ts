import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/database.js';
import { InvalidInput } from '../../platform/errors.js';
import { encodePicture, type EncodedPicture } from './encode-picture.js';
import { nameOf } from './pictures.service.js';
import { isOnlyPixels } from './webp.js';
import { pictureSizes } from './pictures.limits.js';

const bytes = z.base64({ error: 'is not base64' }).min(1).max(4_000_000, 'is larger than 3 MB');

/** A picture as the file of its campaign has it, in both sizes. */
export const picturePart = z.strictObject({
  hash: z.string().regex(/^[0-9a-f]{32}$/, 'is not the name of a picture'),
  width: z.number().int().min(1).max(pictureSizes.large),
  height: z.number().int().min(1).max(pictureSizes.height),
  large: bytes,
  small: bytes,
});
export type PicturePart = z.output<typeof picturePart>;

const hashOf = (large: Buffer): string => createHash('sha256').update(large).digest('hex').slice(0, 32);
const partOf = ({ width, height, large, small }: EncodedPicture): PicturePart => ({
  hash: hashOf(large),
  width,
  height,
  large: large.toString('base64'),
  small: small.toString('base64'),
});

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

  /**
   * Before anything is written: each is a picture, of this name and size. What has exactly the form that uploads get is kept, so that a file can be
   * exported again byte for byte; anything else is encoded again like an upload, and has another name.
   * @returns the pictures, and the names that changed @throws InvalidInput by its place in the file
   */
  async encoded(pictures: readonly PicturePart[]): Promise<{ pictures: PicturePart[]; renamed: Map<string, string> }> {
    const kept = new Map<string, PicturePart>();
    const renamed = new Map<string, string>();
    for (const [index, picture] of pictures.entries()) {
      const { hash, width, height } = picture;
      const [whole, little] = [Buffer.from(picture.large, 'base64'), Buffer.from(picture.small, 'base64')];
      const seen = hashOf(whole) === hash ? await encodePicture(whole).catch(() => null) : null;
      const seenSmall = await encodePicture(little).catch(() => null);
      if (seen?.width !== width || seen.height !== height || !seenSmall)
        throw new InvalidInput([
          { pointer: `/pictures/${index}`, code: 'picture.unreadable', detail: 'is not the picture of this name' },
        ]);
      const sized = seenSmall.width === Math.min(width, pictureSizes.small) && isOnlyPixels(little);
      const one = sized && isOnlyPixels(whole) ? picture : partOf(seen);
      if (one !== picture) renamed.set(nameOf(picture), nameOf(one));
      kept.set(one.hash, one);
    }
    return { pictures: [...kept.values()], renamed };
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
