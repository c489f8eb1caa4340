import { Body, Controller, Get, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { identityProof } from '../../access/access.schema.js';
import { CurrentStaff, OpenWithoutSecondFactor } from '../../access/caller.decorator.js';
import { IdentityService } from '../../access/identity.service.js';
import { PasskeysService } from '../../access/passkeys.service.js';
import { SecondFactorsService } from '../../access/second-factors.service.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { sendPage } from '../../platform/http/page.js';
import { validate } from '../../platform/http/validation.js';
import { accountRefusal } from './account-refusal.js';
import { textsOf } from '../frame/form.js';
import { ownPath } from '../frame/own-path.js';
import { ConfirmIdentityPage } from './confirm-identity-page.js';

/** Proving once more who one is, before deeds that ask for it. */
@Controller('admin/confirm-identity')
@OpenWithoutSecondFactor(true)
export class ConfirmIdentityController {
  constructor(
    private readonly identity: IdentityService,
    private readonly factors: SecondFactorsService,
    private readonly passkeys: PasskeysService,
  ) {}

  @Get()
  async page(@Query() query: unknown, @CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    await this.show(staff, textsOf(query).next, reply);
  }

  @Post()
  confirm(@Body() body: unknown, @CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    return this.prove(body, staff, reply, async (fields) =>
      this.identity.confirm(staff, await validate(identityProof, fields)),
    );
  }

  @Post('passkey')
  confirmWithPasskey(@Body() body: unknown, @CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    return this.prove(body, staff, reply, ({ response = '' }) => this.identity.confirmWithPasskey(staff, response));
  }

  private async prove(
    body: unknown,
    staff: SignedIn,
    reply: FastifyReply,
    work: (fields: Record<string, string>) => Promise<string>,
  ): Promise<void> {
    const fields = textsOf(body);
    try {
      void reply.header('set-cookie', await work(fields));
      void reply.header('cache-control', 'no-store').redirect(ownPath(fields.next), 303);
    } catch (error) {
      const { status, refused } = accountRefusal(error, reply);
      await this.show(staff, fields.next, reply, { status, problem: refused.problem });
    }
  }

  private async show(
    staff: SignedIn,
    next: string | undefined,
    reply: FastifyReply,
    { status, problem }: { status: number; problem?: string } = { status: 200 },
  ): Promise<void> {
    const factors = await this.factors.of(staff.id);
    const passkey = await this.passkeys.authenticationOptions('confirm', staff.id);
    sendPage(reply, ConfirmIdentityPage({ staff, next: ownPath(next), factors, passkey, problem }), status);
  }
}
