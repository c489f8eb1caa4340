import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { Public } from '../access/access.guard.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { PageCache } from '../platform/http/page-cache.js';
import { visitorCaching } from '../platform/http/public-answer.js';
import { ledgerTag } from '../treaties/ledger.service.js';
import { PositionsService } from '../treaties/positions.service.js';
import { StatesService } from '../treaties/states.service.js';
import { CardsService } from './cards.service.js';
import { mapSvg } from './cards/map-svg.js';
import { factsTexts } from './texts.js';
import { longDate } from '../platform/texts/in-words.js';
import { visitorOf } from './visitor.js';
import { unmarked } from '../platform/texts/fallback.js';

/** A file name without its extension. */
const named = (ending: string, pattern: RegExp) =>
  z
    .string()
    .refine((name) => name.endsWith(ending) && pattern.test(name.slice(0, -ending.length)), {
      error: 'is not the name of a picture',
      params: { code: 'picture.unknown' },
    })
    .transform((name) => name.slice(0, -ending.length));
const homeFile = z.object({ file: named('.png', /^home$/) });
const cardFile = z.object({
  kind: z.enum(['petitions', 'states', 'conventions']),
  file: named('.png', /^[A-Za-z0-9-]{1,60}$/),
});
const mapFile = z.object({ file: named('.svg', /^[A-Za-z]{2,10}$/) });

/** A picture may be a minute old: drawing it costs as much as a thousand pages from memory. */
const cardMilliseconds = 60_000;

/** Pictures: cards for link previews with the live count, and the maps to download. */
@Public()
@Controller()
export class CardsController {
  constructor(
    private readonly cards: CardsService,
    private readonly states: StatesService,
    private readonly positions: PositionsService,
    private readonly cache: PageCache,
  ) {}

  @Get('cards/:file')
  async home(
    @Param({ schema: homeFile }) _: z.output<typeof homeFile>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    await this.send(request, reply, 'home', 'home');
  }

  @Get('cards/:kind/:file')
  async card(
    @Param({ schema: cardFile }) { kind, file }: z.output<typeof cardFile>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    await this.send(request, reply, kind, file);
  }

  @Get('map/:file')
  async map(
    @Param({ schema: mapFile }) { file }: z.output<typeof mapFile>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const { locale } = visitorOf(request);
    const { code } = await this.states.getConvention(file.toUpperCase());
    await this.cache.send(reply, `map ${code} ${locale}`, ledgerTag, async () => {
      const on = this.positions.today();
      const { positions } = await this.positions.on(code, on, locale);
      return {
        body: mapSvg({
          positions: new Map(positions.map(({ iso3, position }) => [iso3, position])),
          claiming: new Set(positions.filter(({ specialStatus }) => specialStatus !== null).map(({ iso3 }) => iso3)),
          title: unmarked(factsTexts(locale).map.title({ convention: code, date: longDate(on, locale) })),
        }),
        contentType: 'image/svg+xml',
        headers: visitorCaching,
        freshMilliseconds: cardMilliseconds,
      };
    });
  }

  private async send(request: FastifyRequest, reply: FastifyReply, kind: CardKind, name: string): Promise<void> {
    const { locale } = visitorOf(request);
    await this.cache.send(reply, `card ${kind} ${name} ${locale}`, [], async () => ({
      body: await this.cards.draw(kind, name, locale),
      contentType: 'image/png',
      headers: { ...visitorCaching, 'cache-control': 'public, max-age=300' },
      freshMilliseconds: cardMilliseconds,
    }));
  }
}

type CardKind = 'home' | z.output<typeof cardFile>['kind'];
