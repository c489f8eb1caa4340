import { Module } from '@nestjs/common';
import { WritingModule } from './writing/writing.module.js';
import { SendingModule } from './sending/sending.module.js';
import { CorrectionsModule } from './corrections/corrections.module.js';

/** Letters of the campaign to foreign ministries. */
@Module({ imports: [WritingModule, SendingModule, CorrectionsModule] })
export class LettersModule {}
