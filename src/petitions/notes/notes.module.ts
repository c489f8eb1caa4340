import { Module } from '@nestjs/common';
import { AccessModule } from '../../access/access.module.js';
import { PetitionsModule } from '../petitions.module.js';
import { PetitionNotes } from './petition-notes.service.js';

/** What is said beside a petition's text. */
@Module({ imports: [AccessModule, PetitionsModule], providers: [PetitionNotes], exports: [PetitionNotes] })
export class NotesModule {}
