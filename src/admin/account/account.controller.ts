import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { changedPassword } from '../../access/access.schema.js';
import { CurrentStaff, OpenWithoutSecondFactor } from '../../access/caller.decorator.js';
import { IdentityService } from '../../access/identity.service.js';
import { SessionListService } from '../../access/session-list.service.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { sendPage } from '../../platform/http/page.js';
import { validate } from '../../platform/http/validation.js';
import { AccountView } from './account-view.js';
import { accountRefusal } from './account-refusal.js';
import { textsOf } from '../frame/form.js';
import { AccountPage } from './account-page.js';

const sessionParam = z.object({ id: z.uuid() });

/** One's own account: the page, the password, the sessions. */
@Controller('admin/account')
@OpenWithoutSecondFactor(true)
export class AccountController {
  constructor(
    private readonly view: AccountView,
    private readonly identity: IdentityService,
    private readonly sessions: SessionListService,
  ) {}

  @Get()
  async page(@Query() query: unknown, @CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    sendPage(reply, AccountPage({ ...(await this.view.read(staff)), done: textsOf(query).done }));
  }

  @Post('password')
  async changePassword(@Body() body: unknown, @CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    try {
      await this.identity.changePassword(staff, await validate(changedPassword, textsOf(body)));
      void reply.header('cache-control', 'no-store').redirect('/admin/account?done=password', 303);
    } catch (error) {
      const { status, refused } = accountRefusal(error, reply);
      sendPage(
        reply,
        AccountPage({ ...(await this.view.read(staff)), refused: { form: 'password', ...refused } }),
        status,
      );
    }
  }

  @Post('sessions/end-others')
  async endOthers(@CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    await this.sessions.endAll(staff.id, `staff:${staff.id}`, staff.sessionId);
    void reply.header('cache-control', 'no-store').redirect('/admin/account?done=sessions', 303);
  }

  @Post('sessions/:id/end')
  async endSession(
    @Param({ schema: sessionParam }) { id }: z.infer<typeof sessionParam>,
    @CurrentStaff() staff: SignedIn,
    @Res() reply: FastifyReply,
  ) {
    await this.sessions.end(staff.id, id);
    void reply.header('cache-control', 'no-store').redirect('/admin/account?done=sessions', 303);
  }
}
