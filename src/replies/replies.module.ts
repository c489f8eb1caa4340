import { Module } from '@nestjs/common';
import { InboxModule } from './inbox/inbox.module.js';
import { AnswersModule } from './answers/answers.module.js';
import { RepliesDemoModule } from './demo/replies-demo.module.js';

/** Replies from foreign ministries. */
@Module({ imports: [InboxModule, AnswersModule, RepliesDemoModule] })
export class RepliesModule {}
