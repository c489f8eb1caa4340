import { Get, Param, Post } from '@nestjs/common';
import { changedPassword } from '../../access/access.schema.js';
import { CurrentStaff, OpenWithoutSecondFactor } from '../../access/caller.decorator.js';
import { IdentityService } from '../../access/identity.service.js';
import { SessionListService } from '../../access/session-list.service.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { seeOther } from '../../platform/http/answer.js';
import { validate } from '../../platform/http/validation.js';
import { AdminController } from '../frame/admin-controller.js';
import { Form, QueryTexts, type Texts } from '../frame/form.js';
import { idParam, type IdParam } from '../frame/params.js';
import { AccountView } from './account-view.js';

/** One's own account: the page, the password, the sessions. */
@AdminController('admin/account')
@OpenWithoutSecondFactor(true)
export class AccountController {
  constructor(
    private readonly view: AccountView,
    private readonly identity: IdentityService,
    private readonly sessions: SessionListService,
  ) {}

  @Get()
  page(@QueryTexts() { done }: Texts, @CurrentStaff() staff: SignedIn) {
    return this.view.page(staff, { done });
  }

  @Post('password')
  changePassword(@Form() input: Texts, @CurrentStaff() staff: SignedIn) {
    return this.view.submit(staff, 'password', {
      work: async () => this.identity.changePassword(staff, await validate(changedPassword, input)),
      done: '/admin/account?done=password',
    });
  }

  @Post('sessions/end-others')
  async endOthers(@CurrentStaff() staff: SignedIn) {
    await this.sessions.endAll(staff.id, `staff:${staff.id}`, staff.sessionId);
    return seeOther('/admin/account?done=sessions');
  }

  @Post('sessions/:id/end')
  async endSession(@Param({ schema: idParam }) { id }: IdParam, @CurrentStaff() staff: SignedIn) {
    await this.sessions.end(staff.id, id);
    return seeOther('/admin/account?done=sessions');
  }
}
