import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { CalendarService, type CalendarDate } from '../../campaigns/calendar.service.js';
import { CalendarEntryNotFound } from '../../campaigns/campaigns.errors.js';
import { calendarChange } from '../../campaigns/campaigns.schema.js';
import { sendPage } from '../../platform/http/page.js';
import { validate } from '../../platform/http/validation.js';
import { refusalOf, textsOf } from '../frame/form.js';
import { CalendarEntryPage, CalendarPage } from './calendar-pages.js';

const idParam = z.object({ id: z.uuid() });
type IdParam = z.output<typeof idParam>;

/** Dates of the outside world, with those that are not public because nobody could verify them. */
@Controller('admin/calendar')
@RequirePermission('plan:read')
export class CalendarDeskController {
  constructor(private readonly calendar: CalendarService) {}

  @Get()
  async list(@CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    sendPage(reply, CalendarPage({ staff, dates: await this.calendar.list('en') }));
  }

  @Get(':id')
  @RequirePermission('plan:manage')
  async one(@Param({ schema: idParam }) { id }: IdParam, @CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    sendPage(reply, CalendarEntryPage({ staff, date: await this.find(id) }));
  }

  @Post(':id')
  @RequirePermission('plan:manage')
  async change(
    @Param({ schema: idParam }) { id }: IdParam,
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    const date = await this.find(id);
    const input = textsOf(body, '_csrf');
    try {
      await this.calendar.change(id, await validate(calendarChange, input), actor);
      void reply.header('cache-control', 'no-store').redirect(`/admin/calendar#${date.key}`, 303);
    } catch (error) {
      const { status, refused } = refusalOf(error, input);
      sendPage(reply, CalendarEntryPage({ staff, date, refused }), status);
    }
  }

  /** @throws CalendarEntryNotFound */
  private async find(id: string): Promise<CalendarDate> {
    const date = (await this.calendar.list('en')).find((one) => one.id === id);
    if (!date) throw new CalendarEntryNotFound();
    return date;
  }
}
