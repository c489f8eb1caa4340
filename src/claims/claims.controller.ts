import { unmarkedParts } from '../platform/texts/fallback.js';
import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { Public } from '../access/access.guard.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { chooseLocale } from '../platform/http/locale.js';
import { PageCache } from '../platform/http/page-cache.js';
import { csvAnswer, jsonAnswer } from '../platform/http/public-answer.js';
import { Described } from '../platform/openapi/operation.js';
import { listClaims } from './claims.api.js';
import { claimsTag, ClaimsService } from './claims.service.js';

const factsQuery = z.object({
  lang: z.string().max(100).optional(),
  format: z.enum(['json', 'csv'], { error: 'is not json or csv' }).default('json'),
});

/** The facts our texts may use, with their sources, as open data. Refused claims are for staff. */
@Public()
@Controller('api/v1/claims')
export class ClaimsController {
  constructor(
    private readonly claims: ClaimsService,
    private readonly cache: PageCache,
  ) {}

  @Get()
  @Described(listClaims)
  async list(
    @Query({ schema: factsQuery }) { lang, format }: z.output<typeof factsQuery>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const locale = chooseLocale(lang, undefined, request.headers['accept-language']);
    await this.cache.send(reply, `api claims ${locale} ${format}`, claimsTag, async () => {
      const facts = unmarkedParts(await this.claims.facts(locale));
      if (format === 'json') return jsonAnswer(locale, { claims: facts });
      const rows = facts.map(({ sources, ...fact }) => ({
        ...fact,
        sources: sources.map(({ title, url }) => (url ? `${title} <${url}>` : title)).join(' | '),
      }));
      return csvAnswer(
        locale,
        'claims.csv',
        ['key', 'text', 'standing', 'confidence', 'lastCheckedOn', 'expiresOn', 'sources', 'corrects', 'checked'],
        rows,
      );
    });
  }
}
