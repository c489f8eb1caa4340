import { Body, Controller, Post } from '@nestjs/common';
import { CurrentActor, RequireScope } from '../access/caller.decorator.js';
import { Described } from '../platform/openapi/operation.js';
import { LedgerService } from './ledger.service.js';
import { recordEvent } from './treaties.api.js';
import { newTreatyEvent, type NewTreatyEvent } from './treaties.schema.js';

/** Events entered by API clients. A person has to verify each before it is public, like those entered by staff. */
@Controller('api/v1/ledger/events')
export class LedgerController {
  constructor(private readonly ledger: LedgerService) {}

  @Post()
  @Described(recordEvent)
  @RequireScope('ledger:write')
  async record(@Body({ schema: newTreatyEvent }) event: NewTreatyEvent, @CurrentActor() actor: string) {
    return { ...(await this.ledger.record(event, actor)), status: 'waiting' as const };
  }
}
