import { Get } from '@nestjs/common';
import { CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { PrintQueueService } from '../../letters/sending/print-queue.service.js';
import { pdf } from '../../platform/http/answer.js';
import { AdminController } from '../frame/admin-controller.js';
import { campaignOf } from '../frame/campaign.js';
import { PrintQueuePage } from './print-queue-page.js';

/** Letters to be printed and posted. */
@AdminController('admin/print-queue')
@RequirePermission('letters:read')
export class PrintQueueController {
  constructor(private readonly queue: PrintQueueService) {}

  @Get()
  async list(@CurrentStaff() staff: SignedIn) {
    return PrintQueuePage({ staff, letters: await this.queue.list(campaignOf(staff).id) });
  }

  @Get('labels.pdf')
  async labels(@CurrentStaff() staff: SignedIn) {
    return pdf('labels.pdf', await this.queue.labels(campaignOf(staff).id));
  }
}
