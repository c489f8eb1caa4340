import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Public } from '../../access/access.guard.js';
import { chooseLocale } from '../../platform/http/locale.js';
import { PageCache } from '../../platform/http/page-cache.js';
import { csvAnswer, jsonAnswer } from '../../platform/http/public-answer.js';
import { Described } from '../../platform/openapi/operation.js';
import { unmarkedParts } from '../../platform/texts/fallback.js';
import { ledgerTag } from '../../treaties/ledger.service.js';
import { DemandViews } from './demand-views.service.js';
import { getDemand, listDemands } from './demands.api.js';
import { demandParam } from './demands.schema.js';
import { demandsTag } from './demands.service.js';

const language = z.string().max(100).optional();
const listQuery = z.object({
  lang: language,
  format: z.enum(['json', 'csv'], { error: 'is not json or csv' }).default('json'),
});
const oneQuery = z.object({ lang: language });

const tags = [demandsTag, ledgerTag];
const columns = [
  ...['slug', 'title', 'lifecycle', 'addressee', 'acts', 'statedOn', 'due'],
  ...['iso', 'name', 'addressedSince', 'status', 'since', 'sinceIn', 'stance', 'metActs'],
];

/** Demands and what became of them, as open data. */
@Public()
@Controller('api/v1/demands')
export class DemandsController {
  constructor(
    private readonly views: DemandViews,
    private readonly cache: PageCache,
  ) {}

  @Get()
  @Described(listDemands)
  async list(
    @Query({ schema: listQuery }) { lang, format }: z.output<typeof listQuery>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const locale = chooseLocale(lang, undefined, request.headers['accept-language']);
    await this.cache.send(reply, `api demands ${locale} ${format}`, tags, async () => {
      if (format === 'json') return jsonAnswer(locale, unmarkedParts(await this.views.list(locale)));
      const rows = unmarkedParts(await this.views.all(locale)).flatMap(({ addressees, addressee, acts, ...demand }) =>
        addressees.map(({ metActs, ...one }) => ({
          ...demand,
          ...one,
          addressee: addressee.name,
          acts: acts.join(' '),
          metActs: metActs.join(' '),
        })),
      );
      return csvAnswer(locale, 'demands.csv', columns, rows);
    });
  }

  @Get(':slug')
  @Described(getDemand)
  async get(
    @Param({ schema: demandParam }) { slug }: z.output<typeof demandParam>,
    @Query({ schema: oneQuery }) { lang }: z.output<typeof oneQuery>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const locale = chooseLocale(lang, undefined, request.headers['accept-language']);
    await this.cache.send(reply, `api demand ${slug} ${locale}`, tags, async () =>
      jsonAnswer(locale, unmarkedParts(await this.views.get(slug, locale))),
    );
  }
}
