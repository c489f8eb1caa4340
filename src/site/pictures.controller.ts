import { Controller, Get, Param } from '@nestjs/common';
import { z } from 'zod';
import { Public } from '../access/access.guard.js';
import { PicturesService } from '../campaigns/pictures/pictures.service.js';
import { Answer } from '../platform/http/answer.js';

const pictureFile = z.object({
  file: z
    .string()
    .regex(/^[0-9a-f]{32}(?:-small)?\.webp$/, { error: 'is not the name of a picture' })
    .transform((name) => ({
      hash: name.slice(0, 32),
      size: name.includes('-small') ? ('small' as const) : ('large' as const),
    })),
});

/** Pictures in texts, by the hash of their bytes: an address never shows anything else, so it may be kept for ever. */
@Public()
@Controller('pictures')
export class PicturesController {
  constructor(private readonly pictures: PicturesService) {}

  @Get(':file')
  async picture(@Param({ schema: pictureFile }) { file: { hash, size } }: z.output<typeof pictureFile>) {
    return new Answer(await this.pictures.bytesOf(hash, size), 200, {
      'content-type': 'image/webp',
      'cache-control': 'public, max-age=31536000, immutable',
      etag: `"${hash}-${size}"`,
    });
  }
}
