import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { Public } from '../access/access.guard.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CalendarService, calendarTag } from '../campaigns/calendar.service.js';
import { DemandViews } from '../campaigns/demands/demand-views.service.js';
import { demandsTag } from '../campaigns/demands/demands.service.js';
import type { Config } from '../platform/config/config.js';
import { PageCache } from '../platform/http/page-cache.js';
import { visitorCaching } from '../platform/http/public-answer.js';
import { Described } from '../platform/openapi/operation.js';
import { CONFIG } from '../platform/runtime.js';
import { LedgerService, ledgerTag } from '../treaties/ledger.service.js';
import { getCalendar, getChanges, getDemandsFeed } from './site.api.js';
import { SiteCampaigns } from './site-campaigns.service.js';
import { visitorOf } from './visitor.js';

const freshMilliseconds = 10_000;
const feedEntries = 50;

/** For calendars and feed readers. */
@Public()
@Controller()
export class FeedsController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly calendar: CalendarService,
    private readonly ledger: LedgerService,
    private readonly demands: DemandViews,
    private readonly cache: PageCache,
    private readonly sites: SiteCampaigns,
  ) {}

  @Get('calendar.ics')
  @Described(getCalendar)
  async ics(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const { locale } = visitorOf(request);
    await this.cache.send(reply, `ics ${locale}`, calendarTag, async () => ({
      body: (await import('./feeds/calendar-file.js')).calendarFile(
        await this.calendar.published(locale),
        (await this.demands.list(locale)).demands,
        locale,
        this.config.PUBLIC_URL,
      ),
      contentType: 'text/calendar; charset=utf-8',
      headers: { ...visitorCaching, 'content-language': locale },
      freshMilliseconds,
    }));
  }

  @Get('demands.atom')
  @Described(getDemandsFeed)
  async demandsAtom(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const { locale } = visitorOf(request);
    await this.cache.send(reply, `demands atom ${locale}`, demandsTag, async () => ({
      body: (await import('./feeds/demands-feed.js')).demandsFeed(
        await this.demands.all(locale),
        locale,
        this.config.PUBLIC_URL,
        await this.sites.nameOf(null, locale),
      ),
      contentType: 'application/atom+xml; charset=utf-8',
      headers: { ...visitorCaching, 'content-language': locale },
      freshMilliseconds,
    }));
  }

  @Get('ledger.atom')
  @Described(getChanges)
  async atom(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const { locale } = visitorOf(request);
    await this.cache.send(reply, `atom ${locale}`, ledgerTag, async () => ({
      body: (await import('./feeds/changes-feed.js')).changesFeed(
        await this.ledger.changes(feedEntries),
        locale,
        this.config.PUBLIC_URL,
        await this.sites.nameOf(null, locale),
      ),
      contentType: 'application/atom+xml; charset=utf-8',
      headers: { ...visitorCaching, 'content-language': locale },
      freshMilliseconds,
    }));
  }
}
