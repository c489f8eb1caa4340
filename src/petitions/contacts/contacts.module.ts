import { Module } from '@nestjs/common';
import { SupportersModule } from '../../supporters/supporters.module.js';
import { PetitionsModule } from '../petitions.module.js';
import { ContactsService } from './contacts.service.js';
import { NewslettersService } from './newsletters.service.js';

/** People who sign up without signing, and the newsletter. */
@Module({
  imports: [SupportersModule, PetitionsModule],
  providers: [ContactsService, NewslettersService],
  exports: [ContactsService, NewslettersService],
})
export class ContactsModule {}
