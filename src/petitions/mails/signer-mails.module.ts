import { Module } from '@nestjs/common';
import { PetitionsModule } from '../petitions.module.js';
import { SignerMails } from './signer-mails.service.js';

/** The emails to people who signed. */
@Module({
  imports: [PetitionsModule],
  providers: [SignerMails],
})
export class SignerMailsModule {}
