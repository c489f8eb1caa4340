import { Module } from '@nestjs/common';
import { CampaignsModule } from '../../campaigns/campaigns.module.js';
import { PetitionsModule } from '../petitions.module.js';
import { SuccessorMails } from './successor-mails.service.js';
import { Successors } from './successors.service.js';

/** A petition that takes the place of another, and the question to those who signed the earlier one. */
@Module({ imports: [CampaignsModule, PetitionsModule], providers: [Successors, SuccessorMails], exports: [Successors] })
export class SuccessorsModule {}
