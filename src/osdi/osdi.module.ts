import { Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { AccessModule } from '../access/access.module.js';
import { TreatiesModule } from '../treaties/treaties.module.js';
import { SupportersModule } from '../supporters/supporters.module.js';
import { ContactsModule } from '../petitions/contacts/contacts.module.js';
import { PetitionsModule } from '../petitions/petitions.module.js';
import { SupporterLettersModule } from '../supporter-letters/supporter-letters.module.js';
import { EntryController } from './entry.controller.js';
import { FallbackController } from './fallback.controller.js';
import { HalAnswer } from './hal-answer.js';
import { Hal } from './hal.js';
import { HelpersController } from './helpers.controller.js';
import { MessagesController } from './messages.controller.js';
import { readAnyBodyAsJson } from './osdi-requests.js';
import { OsdiGuard } from './osdi.guard.js';
import { PeopleController } from './people.controller.js';
import { OsdiPetitionsController } from './petitions.controller.js';
import { OsdiSignaturesController } from './signatures.controller.js';
import { TagsController } from './tags.controller.js';
import { OsdiWritesController } from './writes.controller.js';
import { ListsService } from './reads/lists.service.js';
import { OsdiReads } from './reads/reads.service.js';
import { OsdiViews } from './reads/views.service.js';
import { OsdiActions } from './writes/osdi-actions.service.js';
import { OsdiWrites } from './writes/osdi-writes.service.js';

/** The Open Supporter Data Interface, for external tools. */
@Module({
  imports: [AccessModule, TreatiesModule, SupportersModule, ContactsModule, PetitionsModule, SupporterLettersModule],
  controllers: [
    EntryController,
    PeopleController,
    OsdiPetitionsController,
    OsdiSignaturesController,
    TagsController,
    MessagesController,
    HelpersController,
    OsdiWritesController,
    FallbackController,
  ],
  providers: [HalAnswer, Hal, OsdiGuard, ListsService, OsdiReads, OsdiViews, OsdiActions, OsdiWrites],
})
export class OsdiModule implements OnModuleInit {
  constructor(private readonly host: HttpAdapterHost<FastifyAdapter>) {}

  /** Commands run without a server, and so without an adapter. */
  onModuleInit(): void {
    const adapter = this.host.httpAdapter as FastifyAdapter | undefined;
    if (adapter) readAnyBodyAsJson(adapter.getInstance());
  }
}
