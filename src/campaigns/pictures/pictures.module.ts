import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { PictureParts } from './picture-part.service.js';
import { PicturesService } from './pictures.service.js';

/** Pictures in the texts of a campaign, and its logo. */
@Module({
  imports: [AccessModule],
  providers: [PicturesService, PictureParts],
  exports: [PicturesService, PictureParts],
})
export class PicturesModule {}
