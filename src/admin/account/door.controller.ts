import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import { PublicOwnForms } from '../../access/access.guard.js';
import type { FastifyReply } from 'fastify';
import { StaffExists, StaffLinkRefused } from '../../access/staff.errors.js';
import { newColleague, newOwner } from '../../access/access.schema.js';
import { StaffService } from '../../access/staff.service.js';
import { InvalidInput } from '../../platform/errors.js';
import { sendPage } from '../../platform/http/page.js';
import { validate } from '../../platform/http/validation.js';
import { textsOf } from '../frame/form.js';
import { MessagePage } from '../frame/layout.js';
import { JoinPage, type JoinProps } from './join-page.js';

const setupTexts = {
  title: 'Set up Demarche',
  intro: 'You are the first. This account will own the installation and can invite others.',
};

/** The ways to an account: the first owner's set-up, invitations. */
@Controller('admin')
@PublicOwnForms()
export class DoorController {
  constructor(private readonly staff: StaffService) {}

  @Get('setup/:token')
  setupPage(@Param('token') token: string, @Res() reply: FastifyReply) {
    return linkPage(reply, async () => {
      await this.staff.checkSetup(token);
      sendPage(reply, JoinPage({ ...setupTexts, input: {}, faults: [] }));
    });
  }

  @Post('setup/:token')
  setup(@Param('token') token: string, @Body() body: unknown, @Res() reply: FastifyReply) {
    const form = { ...setupTexts, input: textsOf(body) };
    return linkPage(reply, () =>
      joining(
        reply,
        form,
        async () => void (await this.staff.setUpOwner(token, await validate(newOwner, textsOf(body)))),
      ),
    );
  }

  @Get('invite/:token')
  invitePage(@Param('token') token: string, @Res() reply: FastifyReply) {
    return linkPage(reply, async () =>
      sendPage(reply, JoinPage({ ...(await this.inviteTexts(token)), input: {}, faults: [] })),
    );
  }

  @Post('invite/:token')
  invite(@Param('token') token: string, @Body() body: unknown, @Res() reply: FastifyReply) {
    return linkPage(reply, async () => {
      const form = { ...(await this.inviteTexts(token)), input: textsOf(body) };
      await joining(
        reply,
        form,
        async () => void (await this.staff.acceptInvitation(token, await validate(newColleague, textsOf(body)))),
      );
    });
  }

  private async inviteTexts(token: string): Promise<{ title: string; intro: string; invited: string }> {
    const { email, role } = await this.staff.readInvitation(token);
    return { title: 'Join Demarche', intro: `You are invited as ${role}.`, invited: email };
  }
}

/** A link that opens nothing gets a page that says why. */
async function linkPage(reply: FastifyReply, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof StaffLinkRefused)) throw error;
    sendPage(reply, MessagePage({ title: 'This link does not work', message: error.message }), error.httpStatus);
  }
}

/** Makes the account and goes to the sign-in page; faults bring the form back with what was typed, but the password. */
async function joining(reply: FastifyReply, form: Omit<JoinProps, 'faults'>, join: () => Promise<void>): Promise<void> {
  try {
    await join();
    void reply.header('cache-control', 'no-store').redirect('/admin/sign-in?joined=1', 303);
  } catch (error) {
    if (error instanceof InvalidInput)
      return sendPage(reply, JoinPage({ ...form, faults: error.faults }), error.httpStatus);
    if (!(error instanceof StaffExists)) throw error;
    sendPage(reply, JoinPage({ ...form, faults: [], problem: error.message }), error.httpStatus);
  }
}
