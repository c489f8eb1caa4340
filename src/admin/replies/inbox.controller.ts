import { Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission, RequireStepUp } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { untrustedAttachment } from '../../platform/http/untrusted-attachment.js';
import { validate } from '../../platform/http/validation.js';
import { InboxDecisions } from '../../replies/inbox/inbox-decisions.service.js';
import { InboxMessages } from '../../replies/inbox/inbox-messages.service.js';
import { InboxErasureService } from '../../replies/inbox/inbox-erasure.service.js';
import { assignment, settingAside } from '../../replies/inbox/inbox.schema.js';
import { ActorNames } from '../frame/actor-names.js';
import { AdminController } from '../frame/admin-controller.js';
import { Form, type Refused, type Texts } from '../frame/form.js';
import { idParam, type IdParam } from '../frame/params.js';
import { campaignOf, mayReadUnassigned } from '../frame/campaign.js';
import { ListQuery, Lists } from '../frame/lists.service.js';
import { submit } from '../frame/submit.js';
import { inboxList, InboxPage } from './inbox-page.js';
import { MailPage } from './mail-page.js';

const partParam = idParam.extend({ place: z.coerce.number().int().min(0).max(10_000) });
type PartParam = z.output<typeof partParam>;

/** Incoming messages: read as plain text, confirmed as genuine, assigned to a letter, dismissed. Nothing of a sender's is rendered. */
@AdminController('admin/inbox')
@RequirePermission('letters:read')
export class InboxController {
  constructor(
    private readonly messages: InboxMessages,
    private readonly decisions: InboxDecisions,
    private readonly erasure: InboxErasureService,
    private readonly names: ActorNames,
    private readonly lists: Lists,
  ) {}

  @Get()
  list(@ListQuery() input: Texts, @CurrentStaff() staff: SignedIn, @CurrentActor() actor: string) {
    const of = { campaignId: campaignOf(staff).id, unassigned: mayReadUnassigned(staff) };
    return this.lists.show({
      list: inboxList,
      staff,
      input,
      read: ({ filter, sort, cursor }) => {
        const rank = ([0, 1, 2] as const).find((one) => String(one) === filter.rank);
        const byTime = sort ? (sort.descending ? 'descending' : 'ascending') : undefined;
        return this.messages.list({ rank, byTime, cursor }, actor, of);
      },
      page: InboxPage,
    });
  }

  @Get(':id')
  look(@Param({ schema: idParam }) { id }: IdParam, @CurrentStaff() staff: SignedIn, @CurrentActor() actor: string) {
    return this.page(staff, id, actor);
  }

  @Get(':id/message.eml')
  async raw(@Param({ schema: idParam }) { id }: IdParam, @CurrentActor() actor: string) {
    const content = await this.messages.raw(id, actor);
    return untrustedAttachment({ filename: `${id}.eml`, contentType: 'application/octet-stream', content });
  }

  @Get(':id/parts/:place')
  async part(@Param({ schema: partParam }) { id, place }: PartParam, @CurrentActor() actor: string) {
    return untrustedAttachment(await this.messages.part(id, place, actor));
  }

  @Post(':id/confirm')
  @RequirePermission('letters:write')
  confirm(@Param({ schema: idParam }) { id }: IdParam, @CurrentStaff() staff: SignedIn, @CurrentActor() actor: string) {
    return this.act(staff, id, actor, {}, () => this.decisions.confirm(id, actor));
  }

  @Post(':id/assign')
  @RequirePermission('letters:write')
  assign(
    @Param({ schema: idParam }) { id }: IdParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return this.act(staff, id, actor, input, async () =>
      this.decisions.assign(
        id,
        (await validate(assignment, input)).reference,
        actor,
        staff.everywhere ? null : campaignOf(staff).id,
      ),
    );
  }

  @Post(':id/set-aside')
  @RequirePermission('letters:write')
  setAside(
    @Param({ schema: idParam }) { id }: IdParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return this.act(staff, id, actor, input, async () =>
      this.decisions.setAside(id, (await validate(settingAside, input)).reason, actor),
    );
  }

  /** At the request of its author. */
  @Post(':id/erase')
  @RequirePermission('letters:write')
  @RequireStepUp('/admin/inbox/:id')
  erase(@Param({ schema: idParam }) { id }: IdParam, @CurrentStaff() staff: SignedIn, @CurrentActor() actor: string) {
    return this.act(staff, id, actor, {}, () => this.erasure.erase(id, actor));
  }

  private act(staff: SignedIn, id: string, actor: string, input: Texts, work: () => Promise<unknown>) {
    return submit({
      input,
      work,
      done: `/admin/inbox/${id}`,
      again: (refused) => this.page(staff, id, actor, refused),
    });
  }

  private async page(staff: SignedIn, id: string, actor: string, refused?: Refused) {
    return MailPage({ staff, mail: await this.messages.read(id, actor), names: await this.names.all(), refused });
  }
}
