import { Get, Headers, NotAcceptableException, Param, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import { may } from '../../access/roles.js';
import { SessionsService, type SignedIn } from '../../access/sessions.service.js';
import { HoursService } from '../../petitions/figures/hours.service.js';
import { LiveFigures } from '../../petitions/figures/live-figures.service.js';
import { isDay } from '../../petitions/figures/span.values.js';
import { slugParam } from '../../petitions/petitions.schema.js';
import { PetitionsService } from '../../petitions/petitions.service.js';
import { Clock } from '../../platform/clock.js';
import { dayIn } from '../../platform/day.js';
import { csvFile, svgFile } from '../../platform/http/csv-file.js';
import { eventStreamAnswer, eventStreamType } from '../../platform/http/event-stream.js';
import { AdminController } from '../frame/admin-controller.js';
import { hoursPicture } from './hours-picture.js';
import { LivePage } from './live-page.js';
import { eventText, hoursTable } from './live-parts.js';

const dayQuery = z.object({ day: z.string().max(200).optional() });
type Asked = z.output<typeof dayQuery>;
type Slug = z.output<typeof slugParam>;

/** One day of a petition by the hour; today as it happens. */
@AdminController('admin/petitions/:slug/figures/live')
@RequirePermission('plan:read')
export class LiveController {
  constructor(
    private readonly petitions: PetitionsService,
    private readonly hours: HoursService,
    private readonly live: LiveFigures,
    private readonly sessions: SessionsService,
    private readonly clock: Clock,
  ) {}

  @Get()
  async page(
    @Param({ schema: slugParam }) { slug }: Slug,
    @Query({ schema: dayQuery }) { day }: Asked,
    @CurrentStaff() staff: SignedIn,
  ) {
    return LivePage({ staff, ...(await this.read(slug, day)) });
  }

  @Get('by-hour.csv')
  async csv(@Param({ schema: slugParam }) { slug }: Slug, @Query({ schema: dayQuery }) { day }: Asked) {
    const { hours } = await this.read(slug, day);
    const { columns, rows } = hoursTable(hours);
    return csvFile(`${slug}-by-hour-${hours.day}.csv`, columns, rows);
  }

  @Get('by-hour.svg')
  async svg(@Param({ schema: slugParam }) { slug }: Slug, @Query({ schema: dayQuery }) { day }: Asked) {
    const { petition, hours, timeZone } = await this.read(slug, day);
    return svgFile(`${slug}-by-hour-${hours.day}.svg`, hoursPicture(petition.title, hours, timeZone));
  }

  /** Today's numbers as they change; for scripts only, because anything else would wait for an end. @throws TooManyWatchers */
  @Get('stream')
  async stream(
    @Param({ schema: slugParam }) { slug }: Slug,
    @CurrentStaff() { id }: SignedIn,
    @Headers('cookie') cookie: string | undefined,
    @Req() { method, headers }: FastifyRequest,
  ) {
    if (method !== 'GET' || !headers.accept?.includes(eventStreamType)) throw new NotAcceptableException();
    const [petitionId, campaignId, { timeZone }] = await Promise.all([
      this.petitions.idOf(slug),
      this.petitions.campaignOf(slug),
      this.petitions.getPublic(slug, 'en', true),
    ]);
    const admitted = async (): Promise<boolean> => {
      const staff = await this.sessions.find(cookie);
      if (staff?.id !== id || !may(staff.role, 'plan:read')) return false;
      return staff.everywhere || staff.campaigns.some((one) => one.id === campaignId);
    };
    const draw = (hours: Parameters<typeof hoursTable>[0]) => eventText({ hours, timeZone });
    return eventStreamAnswer(this.live.watch({ petitionId, timeZone, draw, admitted }));
  }

  /** @throws PetitionNotFound */
  private async read(slug: string, asked: string | undefined) {
    const { title, timeZone } = await this.petitions.getPublic(slug, 'en', true);
    const today = dayIn(timeZone, this.clock.now());
    const isRight = !asked || isDay(asked);
    const day = isRight && asked ? asked : today;
    return {
      petition: { slug, title },
      timeZone,
      isToday: day === today,
      hours: await this.hours.of(await this.petitions.idOf(slug), timeZone, day),
      fault: isRight ? null : 'Enter the day as a date, such as 2027-04-04.',
    };
  }
}
