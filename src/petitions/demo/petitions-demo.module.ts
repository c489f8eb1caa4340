import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { PetitionsModule } from '../petitions.module.js';
import { SignaturesDemo } from './signatures-demo.service.js';

/** Signatures for demonstrations. */
@Module({ imports: [AccessModule, PetitionsModule], providers: [SignaturesDemo] })
export class PetitionsDemoModule {}
