import { Get, Param, Post } from '@nestjs/common';
import { PublicOwnForms } from '../../access/access.guard.js';
import { newColleague, newOwner } from '../../access/access.schema.js';
import { StaffLinkRefused } from '../../access/staff.errors.js';
import { StaffService } from '../../access/staff.service.js';
import { InvalidInput } from '../../platform/errors.js';
import { page } from '../../platform/http/page.js';
import { validate } from '../../platform/http/validation.js';
import { AdminController, type Shown } from '../frame/admin-controller.js';
import { Form, type Texts } from '../frame/form.js';
import { MessagePage } from '../frame/layout.js';
import { submit } from '../frame/submit.js';
import { JoinPage, type JoinProps } from './join-page.js';

type JoinTexts = Pick<JoinProps, 'title' | 'intro' | 'invited'>;

const setupTexts: JoinTexts = {
  title: 'Set up Demarche',
  intro: 'Create the first account. It will be the owner and can invite others.',
};

/** The ways to an account: the first owner's set-up, invitations. */
@AdminController('admin')
@PublicOwnForms()
export class JoinController {
  constructor(private readonly staff: StaffService) {}

  @Get('setup/:token')
  setupPage(@Param('token') token: string) {
    return behindLink(async () => {
      await this.staff.checkSetup(token);
      return JoinPage({ ...setupTexts, input: {}, faults: [] });
    });
  }

  @Post('setup/:token')
  setup(@Param('token') token: string, @Form() input: Texts) {
    return behindLink(() =>
      join(setupTexts, input, async () => this.staff.setUpOwner(token, await validate(newOwner, input))),
    );
  }

  @Get('invite/:token')
  invitePage(@Param('token') token: string) {
    return behindLink(async () => JoinPage({ ...(await this.inviteTexts(token)), input: {}, faults: [] }));
  }

  @Post('invite/:token')
  invite(@Param('token') token: string, @Form() input: Texts) {
    return behindLink(async () =>
      join(await this.inviteTexts(token), input, async () =>
        this.staff.acceptInvitation(token, await validate(newColleague, input)),
      ),
    );
  }

  private async inviteTexts(token: string): Promise<JoinTexts> {
    const { email, role } = await this.staff.readInvitation(token);
    return { title: 'Join Demarche', intro: `You are invited as ${role}.`, invited: email };
  }
}

/** An invalid link gets a page that says why. */
async function behindLink(work: () => Promise<Shown>): Promise<Shown> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof StaffLinkRefused)) throw error;
    return page(MessagePage({ title: 'This link does not work', message: error.message }), error.httpStatus);
  }
}

/** Creates the account and redirects to the sign-in page; on errors the form is shown again with what was typed, except the password. */
const join = (texts: JoinTexts, input: Texts, work: () => Promise<unknown>) =>
  submit({
    work,
    done: '/admin/sign-in?joined=1',
    again: ({ faults }, error) => {
      if (error instanceof StaffLinkRefused) throw error;
      const problem = error instanceof InvalidInput ? undefined : error.message;
      return JoinPage({ ...texts, input, faults, problem });
    },
  });
