import { Module } from '@nestjs/common';
import { AccessModule } from '../access/access.module.js';
import { CampaignsModule } from '../campaigns/campaigns.module.js';
import { ClaimsModule } from '../claims/claims.module.js';
import { PetitionsModule } from '../petitions/petitions.module.js';
import { TreatiesModule } from '../treaties/treaties.module.js';

/** Letters to foreign ministries: whom to write to, what, when, and what became of it. */
@Module({ imports: [AccessModule, TreatiesModule, ClaimsModule, CampaignsModule, PetitionsModule] })
export class LettersModule {}
