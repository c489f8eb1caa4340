import { Get, Param, Post } from '@nestjs/common';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { CalendarService, type CalendarDate } from '../../campaigns/calendar.service.js';
import { CalendarEntryNotFound } from '../../campaigns/campaigns.errors.js';
import { calendarChange } from '../../campaigns/campaigns.schema.js';
import { validate } from '../../platform/http/validation.js';
import { AdminController } from '../frame/admin-controller.js';
import { Form, type Texts } from '../frame/form.js';
import { idParam, type IdParam } from '../frame/params.js';
import { submit } from '../frame/submit.js';
import { CalendarEntryPage, CalendarPage } from './calendar-pages.js';

/** External dates, including unverified ones, which are not public. */
@AdminController('admin/calendar')
@RequirePermission('plan:read')
export class StaffCalendarController {
  constructor(private readonly calendar: CalendarService) {}

  @Get()
  async list(@CurrentStaff() staff: SignedIn) {
    return CalendarPage({ staff, dates: await this.calendar.list('en') });
  }

  @Get(':id')
  @RequirePermission('plan:manage')
  async one(@Param({ schema: idParam }) { id }: IdParam, @CurrentStaff() staff: SignedIn) {
    return CalendarEntryPage({ staff, date: await this.find(id) });
  }

  @Post(':id')
  @RequirePermission('plan:manage')
  async change(
    @Param({ schema: idParam }) { id }: IdParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    const date = await this.find(id);
    return submit({
      input,
      work: async () => this.calendar.change(id, await validate(calendarChange, input), actor),
      done: `/admin/calendar#${date.key}`,
      again: (refused) => CalendarEntryPage({ staff, date, refused }),
    });
  }

  /** @throws CalendarEntryNotFound */
  private async find(id: string): Promise<CalendarDate> {
    const date = (await this.calendar.list('en')).find((one) => one.id === id);
    if (!date) throw new CalendarEntryNotFound();
    return date;
  }
}
