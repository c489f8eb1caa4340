import { Body, Controller, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { passkeyName } from '../../access/access.schema.js';
import { CurrentStaff, OpenWithoutSecondFactor, RequireStepUp } from '../../access/caller.decorator.js';
import { PasskeyListService } from '../../access/passkey-list.service.js';
import { PasskeyRegistrationService } from '../../access/passkey-registration.service.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { sendPage } from '../../platform/http/page.js';
import { validate } from '../../platform/http/validation.js';
import { accountRefusal } from './account-refusal.js';
import { AccountView } from './account-view.js';
import { textsOf } from '../frame/form.js';
import { AccountPage } from './account-page.js';
import { RecoveryCodesPage } from './recovery-codes-page.js';

const passkeyParam = z.object({ id: z.uuid() });
type PasskeyParam = z.infer<typeof passkeyParam>;
const unnamed = 'Passkey';

/** The passkeys of one's own account. */
@Controller('admin/account/passkeys')
@OpenWithoutSecondFactor(true)
export class PasskeysController {
  constructor(
    private readonly registration: PasskeyRegistrationService,
    private readonly list: PasskeyListService,
    private readonly view: AccountView,
  ) {}

  @Post()
  @RequireStepUp('/admin/account')
  async add(@Body() body: unknown, @CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    const { response = '', ...input } = textsOf(body);
    try {
      const { name = unnamed } = await validate(passkeyName, input);
      const codes = await this.registration.register(staff.id, name, response);
      if (codes.length > 0) return sendPage(reply, RecoveryCodesPage({ staff, codes, done: 'The passkey was added.' }));
      void reply.header('cache-control', 'no-store').redirect('/admin/account?done=passkey', 303);
    } catch (error) {
      await this.refuse(error, staff, reply);
    }
  }

  @Post(':id/rename')
  async rename(
    @Param({ schema: passkeyParam }) { id }: PasskeyParam,
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @Res() reply: FastifyReply,
  ) {
    try {
      const { name = unnamed } = await validate(passkeyName, textsOf(body));
      await this.list.rename(staff.id, id, name);
      void reply.header('cache-control', 'no-store').redirect('/admin/account?done=passkey', 303);
    } catch (error) {
      await this.refuse(error, staff, reply);
    }
  }

  @Post(':id/remove')
  @RequireStepUp('/admin/account')
  async remove(
    @Param({ schema: passkeyParam }) { id }: PasskeyParam,
    @CurrentStaff() staff: SignedIn,
    @Res() reply: FastifyReply,
  ) {
    await this.list.remove(staff.id, id);
    void reply.header('cache-control', 'no-store').redirect('/admin/account?done=passkey', 303);
  }

  private async refuse(error: unknown, staff: SignedIn, reply: FastifyReply): Promise<void> {
    const { status, refused } = accountRefusal(error, reply);
    sendPage(
      reply,
      AccountPage({ ...(await this.view.read(staff)), refused: { form: 'passkeys', ...refused } }),
      status,
    );
  }
}
