import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { InboxDesk } from '../../replies/inbox/inbox-desk.service.js';
import { letterDeed, LettersService } from '../../letters/sending/letters.service.js';
import { sendPage } from '../../platform/http/page.js';
import { validate } from '../../platform/http/validation.js';
import { ActorNames } from '../frame/actor-names.js';
import { refusalOf, textsOf, type Refused } from '../frame/form.js';
import { LetterPage } from './letter-page.js';

const idParam = z.object({ id: z.uuid() });
type IdParam = z.output<typeof idParam>;

/** One letter: what it says, what became of it, and what a person decides about it. */
@Controller('admin/letters')
@RequirePermission('letters:read')
export class LettersController {
  constructor(
    private readonly letters: LettersService,
    private readonly inbox: InboxDesk,
    private readonly names: ActorNames,
  ) {}

  @Get(':id')
  async look(@Param({ schema: idParam }) { id }: IdParam, @CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    await this.show(reply, staff, id);
  }

  @Get(':id/letter.pdf')
  async pdf(@Param({ schema: idParam }) { id }: IdParam, @Res() reply: FastifyReply) {
    const { filename, content } = await this.letters.pdf(id);
    void reply
      .header('cache-control', 'no-store')
      .header('content-disposition', `inline; filename="${filename}"`)
      .type('application/pdf')
      .send(content);
  }

  @Post(':id/decide')
  @RequirePermission('letters:write')
  async decide(
    @Param({ schema: idParam }) { id }: IdParam,
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    try {
      const { deed, trackingNumber } = await validate(letterDeed, textsOf(body, '_csrf'));
      await this.letters.decide(id, deed, actor, trackingNumber ?? null);
      void reply.header('cache-control', 'no-store').redirect(`/admin/letters/${id}`, 303);
    } catch (error) {
      const { status, refused } = refusalOf(error);
      await this.show(reply, staff, id, refused, status);
    }
  }

  private async show(reply: FastifyReply, staff: SignedIn, id: string, refused?: Refused, status = 200) {
    const letter = await this.letters.get(id);
    const mails = await this.inbox.ofLetter(id);
    sendPage(reply, LetterPage({ staff, letter, mails, names: await this.names.all(), refused }), status);
  }
}
