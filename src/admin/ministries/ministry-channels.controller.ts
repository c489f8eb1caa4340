import { Get, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { ChannelsService } from '../../ministries/channels.service.js';
import { channelEnd, isoParam, ministryRowParam, newChannel } from '../../ministries/ministries.schema.js';
import { validate } from '../../platform/http/validation.js';
import { StatesService } from '../../treaties/states.service.js';
import { AdminController } from '../frame/admin-controller.js';
import { Form, type Texts } from '../frame/form.js';
import { submit } from '../frame/submit.js';
import { ChannelEndForm, ChannelForm } from './ministry-forms.js';
import { MinistryView } from './ministry-view.js';

type IsoParam = z.output<typeof isoParam>;
type RowParam = z.output<typeof ministryRowParam>;

/** Contact channels of a ministry: entered by one person, verified by another, ended with a reason. */
@AdminController('admin/ministries/:iso/channels')
@RequirePermission('letters:write')
export class MinistryChannelsController {
  constructor(
    private readonly view: MinistryView,
    private readonly channels: ChannelsService,
    private readonly states: StatesService,
  ) {}

  @Get()
  async form(@Param({ schema: isoParam }) { iso }: IsoParam, @CurrentStaff() staff: SignedIn) {
    return ChannelForm({ staff, state: await this.states.get(iso, 'en'), input: {} });
  }

  @Post()
  enter(
    @Param({ schema: isoParam }) { iso }: IsoParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      input,
      work: async () => this.channels.add(iso, await validate(newChannel, input), actor),
      done: `/admin/ministries/${iso}?done=channel`,
      again: async (refused) => ChannelForm({ staff, state: await this.states.get(iso, 'en'), input, refused }),
    });
  }

  @Post(':id/verify')
  @RequirePermission('letters:approve')
  verify(
    @Param({ schema: ministryRowParam }) { iso, id }: RowParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      work: () => this.channels.verify(iso, id, actor),
      done: `/admin/ministries/${iso}?done=verified`,
      again: (refused) => this.view.page(staff, iso, { refused }),
    });
  }

  @Get(':id/end')
  async endForm(@Param({ schema: ministryRowParam }) { iso, id }: RowParam, @CurrentStaff() staff: SignedIn) {
    return ChannelEndForm({ staff, state: await this.states.get(iso, 'en'), id, input: {} });
  }

  @Post(':id/end')
  end(
    @Param({ schema: ministryRowParam }) { iso, id }: RowParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      input,
      work: async () => this.channels.end(iso, id, await validate(channelEnd, input), actor),
      done: `/admin/ministries/${iso}?done=ended`,
      again: async (refused) => ChannelEndForm({ staff, state: await this.states.get(iso, 'en'), id, input, refused }),
    });
  }
}
