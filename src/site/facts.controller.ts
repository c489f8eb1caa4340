import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { Public } from '../access/access.guard.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { calendarTag } from '../campaigns/calendar.service.js';
import { demandsTag } from '../campaigns/demands/demands.service.js';
import { campaignTextsTag } from '../campaigns/campaign-texts.service.js';
import { claimsTag } from '../claims/claims.service.js';
import { slugParam } from '../petitions/petitions.schema.js';
import { ledgerTag } from '../treaties/ledger.service.js';
import { conventionParam, isoParam } from '../treaties/treaties.schema.js';
import { FactsPages } from './facts-pages.service.js';
import { PublicPages } from './public-pages.service.js';
import { visitorOf } from './visitor.js';

const dayQuery = z.object({ on: z.iso.date({ error: 'must be a day like 2027-04-04' }).optional() });

/** Pages about facts change when staff enter something, which shows at once in this process and soon in others. */
const freshMilliseconds = 10_000;

/** States, conventions, claims, calendar, open data and the campaign's statements. */
@Public()
@Controller()
export class FactsController {
  constructor(
    private readonly pages: FactsPages,
    private readonly cache: PublicPages,
  ) {}

  @Get('states')
  async states(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const visitor = visitorOf(request);
    await this.cache.send(reply, visitor, { key: 'states', tags: [ledgerTag], freshMilliseconds }, () =>
      this.pages.statesList(visitor.locale),
    );
  }

  @Get('states/:iso')
  async state(
    @Param({ schema: isoParam }) { iso }: z.output<typeof isoParam>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const visitor = visitorOf(request);
    await this.cache.send(
      reply,
      visitor,
      { key: `state ${iso}`, tags: [ledgerTag, demandsTag], freshMilliseconds },
      () => this.pages.state(iso, visitor.locale),
    );
  }

  @Get('conventions/:code')
  async convention(
    @Param({ schema: conventionParam }) { code }: z.output<typeof conventionParam>,
    @Query({ schema: dayQuery }) { on }: z.output<typeof dayQuery>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const visitor = visitorOf(request);
    await this.cache.send(
      reply,
      visitor,
      { key: `convention ${code} ${on ?? 'today'}`, tags: [ledgerTag], freshMilliseconds },
      () => this.pages.convention(code, on ?? null, visitor.locale),
    );
  }

  @Get('claims')
  async claims(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const visitor = visitorOf(request);
    await this.cache.send(reply, visitor, { key: 'claims', tags: [claimsTag], freshMilliseconds }, () =>
      this.pages.facts(visitor.locale),
    );
  }

  @Get('essay')
  async essay(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const visitor = visitorOf(request);
    await this.cache.send(reply, visitor, { key: 'essay', tags: [claimsTag], freshMilliseconds }, () =>
      this.pages.essay(visitor.locale),
    );
  }

  @Get('calendar')
  async calendar(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const visitor = visitorOf(request);
    await this.cache.send(reply, visitor, { key: 'calendar', tags: [calendarTag], freshMilliseconds }, () =>
      this.pages.dates(visitor.locale),
    );
  }

  @Get('data')
  async data(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const visitor = visitorOf(request);
    await this.cache.send(reply, visitor, { key: 'data', tags: [], freshMilliseconds }, () =>
      Promise.resolve(this.pages.data(visitor.locale)),
    );
  }

  @Get('statements/:slug')
  async statement(
    @Param({ schema: slugParam }) { slug }: z.output<typeof slugParam>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const visitor = visitorOf(request);
    const page = { key: `statement ${slug}`, tags: [campaignTextsTag, claimsTag], freshMilliseconds };
    await this.cache.send(reply, visitor, page, () => this.pages.statement(slug, visitor.locale));
  }
}
