import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { PrintQueueService } from '../../letters/sending/print-queue.service.js';
import { sendPage } from '../../platform/http/page.js';
import { PrintQueuePage } from './print-queue-page.js';

/** Letters that wait for paper, an envelope and a stamp. */
@Controller('admin/print-queue')
@RequirePermission('letters:read')
export class PrintQueueController {
  constructor(private readonly queue: PrintQueueService) {}

  @Get()
  async list(@CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    sendPage(reply, PrintQueuePage({ staff, letters: await this.queue.list() }));
  }

  @Get('labels.pdf')
  async labels(@Res() reply: FastifyReply) {
    const content = await this.queue.labels();
    void reply
      .header('cache-control', 'no-store')
      .header('content-disposition', 'inline; filename="labels.pdf"')
      .type('application/pdf')
      .send(content);
  }
}
