import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission, RequireStepUp } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { InboxDecisions } from '../../replies/inbox/inbox-decisions.service.js';
import { InboxDesk } from '../../replies/inbox/inbox-desk.service.js';
import { InboxErasureService } from '../../replies/inbox/inbox-erasure.service.js';
import { assignment, deskCursor, settingAside } from '../../replies/inbox/inbox.schema.js';
import { sendPage } from '../../platform/http/page.js';
import { validate } from '../../platform/http/validation.js';
import { ActorNames } from '../frame/actor-names.js';
import { refusalOf, textsOf, type Refused } from '../frame/form.js';
import { sendForeignFile } from '../../platform/http/foreign-file.js';
import { InboxPage } from './inbox-page.js';
import { MailPage } from './mail-page.js';

const idParam = z.object({ id: z.uuid() });
type IdParam = z.output<typeof idParam>;
const partParam = z.object({ id: z.uuid(), place: z.coerce.number().int().min(0).max(10_000) });
type PartParam = z.output<typeof partParam>;

/** Messages that came in: read as plain text, vouched for, bound to a letter, set aside. Nothing of a sender's is rendered. */
@Controller('admin/inbox')
@RequirePermission('letters:read')
export class InboxController {
  constructor(
    private readonly desk: InboxDesk,
    private readonly decisions: InboxDecisions,
    private readonly erasure: InboxErasureService,
    private readonly names: ActorNames,
  ) {}

  @Get()
  async list(
    @Query() query: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    const after = deskCursor.parse(textsOf(query).after) ?? null;
    sendPage(reply, InboxPage({ staff, ...(await this.desk.list(after, actor)), isFirst: after === null }));
  }

  @Get(':id')
  async look(
    @Param({ schema: idParam }) { id }: IdParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    await this.show(reply, staff, id, actor);
  }

  @Get(':id/message.eml')
  async raw(@Param({ schema: idParam }) { id }: IdParam, @CurrentActor() actor: string, @Res() reply: FastifyReply) {
    const content = await this.desk.raw(id, actor);
    sendForeignFile(reply, { filename: `${id}.eml`, contentType: 'application/octet-stream', content });
  }

  @Get(':id/parts/:place')
  async part(
    @Param({ schema: partParam }) { id, place }: PartParam,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    sendForeignFile(reply, await this.desk.part(id, place, actor));
  }

  @Post(':id/confirm')
  @RequirePermission('letters:write')
  confirm(
    @Param({ schema: idParam }) { id }: IdParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    return this.deed(reply, staff, id, actor, {}, () => this.decisions.confirm(id, actor));
  }

  @Post(':id/assign')
  @RequirePermission('letters:write')
  assign(
    @Param({ schema: idParam }) { id }: IdParam,
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    const input = textsOf(body, '_csrf');
    return this.deed(reply, staff, id, actor, input, async () =>
      this.decisions.assign(id, (await validate(assignment, input)).reference, actor),
    );
  }

  @Post(':id/set-aside')
  @RequirePermission('letters:write')
  setAside(
    @Param({ schema: idParam }) { id }: IdParam,
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    const input = textsOf(body, '_csrf');
    return this.deed(reply, staff, id, actor, input, async () =>
      this.decisions.setAside(id, (await validate(settingAside, input)).reason, actor),
    );
  }

  /** On the request of who wrote it. */
  @Post(':id/erase')
  @RequirePermission('letters:write')
  @RequireStepUp('/admin/inbox/:id')
  erase(
    @Param({ schema: idParam }) { id }: IdParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    return this.deed(reply, staff, id, actor, {}, () => this.erasure.erase(id, actor));
  }

  private async deed(
    reply: FastifyReply,
    staff: SignedIn,
    id: string,
    actor: string,
    input: Record<string, string>,
    work: () => Promise<unknown>,
  ) {
    try {
      await work();
      void reply.header('cache-control', 'no-store').redirect(`/admin/inbox/${id}`, 303);
    } catch (error) {
      const { status, refused } = refusalOf(error, input);
      await this.show(reply, staff, id, actor, refused, status);
    }
  }

  private async show(reply: FastifyReply, staff: SignedIn, id: string, actor: string, refused?: Refused, status = 200) {
    sendPage(
      reply,
      MailPage({ staff, mail: await this.desk.read(id, actor), names: await this.names.all(), refused }),
      status,
    );
  }
}
