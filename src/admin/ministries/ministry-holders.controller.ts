import { Get, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { holderEnd, isoParam, ministryRowParam, newHolder } from '../../ministries/ministries.schema.js';
import { OfficeHoldersService } from '../../ministries/office-holders.service.js';
import { validate } from '../../platform/http/validation.js';
import { StatesService } from '../../treaties/states.service.js';
import { AdminController } from '../frame/admin-controller.js';
import { Form, type Texts } from '../frame/form.js';
import { submit } from '../frame/submit.js';
import { HolderEndForm, HolderForm } from './ministry-forms.js';
import { MinistryView } from './ministry-view.js';

type IsoParam = z.output<typeof isoParam>;
type RowParam = z.output<typeof ministryRowParam>;

/** Heads of a ministry: entered, verified again, ended. */
@AdminController('admin/ministries/:iso/holders')
@RequirePermission('letters:write')
export class MinistryHoldersController {
  constructor(
    private readonly view: MinistryView,
    private readonly holders: OfficeHoldersService,
    private readonly states: StatesService,
  ) {}

  @Get()
  async form(@Param({ schema: isoParam }) { iso }: IsoParam, @CurrentStaff() staff: SignedIn) {
    return HolderForm({ staff, state: await this.states.get(iso, 'en'), input: {} });
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
      work: async () => this.holders.enter(iso, await validate(newHolder, input), actor),
      done: `/admin/ministries/${iso}?done=holder`,
      again: async (refused) => HolderForm({ staff, state: await this.states.get(iso, 'en'), input, refused }),
    });
  }

  @Post(':id/check')
  check(
    @Param({ schema: ministryRowParam }) { iso, id }: RowParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      work: () => this.holders.check(iso, id, actor),
      done: `/admin/ministries/${iso}?done=checked`,
      again: (refused) => this.view.page(staff, iso, { refused }),
    });
  }

  @Get(':id/end')
  async endForm(@Param({ schema: ministryRowParam }) { iso, id }: RowParam, @CurrentStaff() staff: SignedIn) {
    return HolderEndForm({ staff, state: await this.states.get(iso, 'en'), id, input: {} });
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
      work: async () => this.holders.end(iso, id, (await validate(holderEnd, input)).validTo, actor),
      done: `/admin/ministries/${iso}?done=term`,
      again: async (refused) => HolderEndForm({ staff, state: await this.states.get(iso, 'en'), id, input, refused }),
    });
  }
}
