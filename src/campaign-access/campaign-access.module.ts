import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { CampaignAdmission } from './campaign-admission.service.js';
import { CampaignOf } from './campaign-of.service.js';

/** Which campaign an address belongs to, and who may reach it. Rightmost but one: it must know all that belongs to a campaign. */
@Module({ imports: [AccessModule], providers: [CampaignAdmission, CampaignOf], exports: [CampaignOf] })
export class CampaignAccessModule {}
