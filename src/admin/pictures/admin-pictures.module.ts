import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { PicturesModule } from '../../campaigns/pictures/pictures.module.js';
import { PetitionsModule } from '../../petitions/petitions.module.js';
import { PetitionPicturesController } from './petition-pictures.controller.js';
import { PictureForm } from './picture-form.js';

/** Staff pages: pictures of the campaign. */
@Module({
  imports: [AccessModule, PicturesModule, PetitionsModule],
  controllers: [PetitionPicturesController],
  providers: [PictureForm],
  exports: [PictureForm],
})
export class AdminPicturesModule {}
