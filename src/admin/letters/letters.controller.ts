import { Get, Param, Post } from '@nestjs/common';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { letterDecision, LettersService } from '../../letters/sending/letters.service.js';
import { pdf } from '../../platform/http/answer.js';
import { validate } from '../../platform/http/validation.js';
import { InboxMessages } from '../../replies/inbox/inbox-messages.service.js';
import { ActorNames } from '../frame/actor-names.js';
import { AdminController } from '../frame/admin-controller.js';
import { Form, type Refused, type Texts } from '../frame/form.js';
import { idParam, type IdParam } from '../frame/params.js';
import { submit } from '../frame/submit.js';
import { LetterPage } from './letter-page.js';

/** One letter: its text, its status, and decisions about it. */
@AdminController('admin/letters')
@RequirePermission('letters:read')
export class LettersController {
  constructor(
    private readonly letters: LettersService,
    private readonly inbox: InboxMessages,
    private readonly names: ActorNames,
  ) {}

  @Get(':id')
  look(@Param({ schema: idParam }) { id }: IdParam, @CurrentStaff() staff: SignedIn) {
    return this.page(staff, id);
  }

  @Get(':id/letter.pdf')
  async pdf(@Param({ schema: idParam }) { id }: IdParam) {
    const { filename, content } = await this.letters.pdf(id);
    return pdf(filename, content);
  }

  @Post(':id/decide')
  @RequirePermission('letters:write')
  decide(
    @Param({ schema: idParam }) { id }: IdParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      work: async () => {
        const { action, trackingNumber } = await validate(letterDecision, input);
        await this.letters.decide(id, action, actor, trackingNumber ?? null);
      },
      done: `/admin/letters/${id}`,
      again: (refused) => this.page(staff, id, refused),
    });
  }

  private async page(staff: SignedIn, id: string, refused?: Refused) {
    const letter = await this.letters.get(id);
    const mails = await this.inbox.ofLetter(id);
    return LetterPage({ staff, letter, mails, names: await this.names.all(), refused });
  }
}
