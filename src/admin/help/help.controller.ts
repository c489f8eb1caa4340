import { Get } from '@nestjs/common';
import { CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { AdminController } from '../frame/admin-controller.js';
import { HelpPage } from './help-page.js';

/** What the words of the staff pages mean. */
@AdminController('admin/help')
@RequirePermission('plan:read')
export class HelpController {
  @Get()
  show(@CurrentStaff() staff: SignedIn) {
    return HelpPage({ staff });
  }
}
