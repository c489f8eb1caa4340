import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { Public } from '../access/access.guard.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { chooseLocale, type Locale } from '../platform/http/locale.js';
import { PageCache, type Rendered } from '../platform/http/page-cache.js';
import { jsonAnswer } from '../platform/http/public-answer.js';
import { Described } from '../platform/openapi/operation.js';
import { ledgerTag } from './ledger.service.js';
import { eventsCsv, licence, licenceHeaders, positionsCsv, statesCsv, underConvention } from './open-data.js';
import { conventionCodes } from './position.status.js';
import { PositionsService, type PositionsOnDay } from './positions.service.js';
import { StatesService } from './states.service.js';
import * as api from './treaties.api.js';
import { conventionParam, isoParam, ledgerQuery, type LedgerQuery } from './treaties.schema.js';
import { publicEventOf } from './treaty-rows.js';

type ConventionParam = z.output<typeof conventionParam>;

/** The ledger as open data. The pages live in `site`. */
@Public()
@Controller('api/v1')
export class TreatiesController {
  constructor(
    private readonly states: StatesService,
    private readonly positions: PositionsService,
    private readonly cache: PageCache,
  ) {}

  @Get('states')
  @Described(api.listStates)
  async list(
    @Query({ schema: ledgerQuery }) query: LedgerQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    await this.answer(request, reply, query, 'states', async (locale, on) => {
      const [states, ...both] = await Promise.all([
        this.states.list(locale),
        ...conventionCodes.map((code) => this.positions.on(code, on, locale)),
      ]);
      if (query.format === 'csv') return statesCsv(locale, states, both, on);
      const positionsOf = (iso: string) =>
        both.flatMap(({ convention, positions }) =>
          positions
            .filter((row) => row.iso === iso)

            .map(({ position, since, sinceIn, provisional, specialStatus }) => ({
              convention,
              position,
              since,
              sinceIn,
              provisional,
              specialStatus,
            })),
        );
      return jsonAnswer(
        locale,
        {
          on,
          verifiedThrough: oldestOf(both),
          licence,
          states: states.map((state) => ({ ...state, conventions: positionsOf(state.iso) })),
        },
        licenceHeaders,
      );
    });
  }

  @Get('states/:iso')
  @Described(api.getState)
  async get(
    @Param({ schema: isoParam }) { iso }: z.output<typeof isoParam>,
    @Query({ schema: ledgerQuery }) query: LedgerQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    await this.answer(request, reply, query, `state ${iso}`, async (locale, on) => {
      const state = await this.states.get(iso, locale);
      if (query.format === 'csv') return eventsCsv(locale, iso, await this.positions.rows(null, iso));
      const conventions = (await this.positions.ofState(iso, on)).map(underConvention);
      return jsonAnswer(locale, { on, licence, ...state, conventions }, licenceHeaders);
    });
  }

  @Get('conventions')
  @Described(api.listConventions)
  async conventions(
    @Query({ schema: ledgerQuery }) query: LedgerQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    await this.answer(request, reply, query, 'conventions', async (locale) =>
      jsonAnswer(locale, {
        conventions: await Promise.all(conventionCodes.map((code) => this.states.getConvention(code))),
      }),
    );
  }

  @Get('conventions/:code')
  @Described(api.getConvention)
  async convention(
    @Param({ schema: conventionParam }) { code }: ConventionParam,
    @Query({ schema: ledgerQuery }) query: LedgerQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    await this.answer(request, reply, query, `convention ${code}`, async (locale, on) => {
      const convention = await this.states.getConvention(code);
      const { totals } = await this.positions.on(convention.code, on, locale);
      return jsonAnswer(locale, { ...convention, on, totals, curve: await this.positions.curve(convention.code) });
    });
  }

  @Get('conventions/:code/positions')
  @Described(api.listPositions)
  async positionsOn(
    @Param({ schema: conventionParam }) { code }: ConventionParam,
    @Query({ schema: ledgerQuery }) query: LedgerQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    await this.answer(request, reply, query, `positions ${code}`, async (locale, on) => {
      const convention = await this.states.getConvention(code);
      const found = await this.positions.on(convention.code, on, locale);
      if (query.format === 'csv') return positionsCsv(locale, found);
      const positions = found.positions.map(
        ({ iso, name, position, since, sinceIn, provisional, specialStatus, sources }) => ({
          iso,
          name,
          position,
          since,
          sinceIn,
          provisional,
          specialStatus,
          sources,
        }),
      );
      return jsonAnswer(locale, { ...found, licence, positions }, licenceHeaders);
    });
  }

  @Get('conventions/:code/events')
  @Described(api.listEvents)
  async events(
    @Param({ schema: conventionParam }) { code }: ConventionParam,
    @Query({ schema: ledgerQuery }) query: LedgerQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    await this.answer(request, reply, query, `events ${code}`, async (locale) => {
      const convention = await this.states.getConvention(code);
      const rows = await this.positions.rows(convention.code, null);
      if (query.format === 'csv') return eventsCsv(locale, convention.code, rows);
      const events = rows.flatMap(({ iso, events: held }) => held.map((event) => ({ iso, ...publicEventOf(event) })));
      return jsonAnswer(locale, { convention: convention.code, licence, events }, licenceHeaders);
    });
  }

  /** From memory if the same was requested within the second. */
  private async answer(
    request: FastifyRequest,
    reply: FastifyReply,
    query: LedgerQuery,
    key: string,
    render: (locale: Locale, on: string) => Promise<Rendered>,
  ): Promise<void> {
    const locale = chooseLocale(query.lang, undefined, request.headers['accept-language']);
    const on = query.on ?? this.positions.today();
    await this.cache.send(reply, `api ${key} ${locale} ${on} ${query.format}`, ledgerTag, () => render(locale, on));
  }
}

/** The older check of the two conventions; null where one was never checked. */
const oldestOf = (both: readonly PositionsOnDay[]): string | null =>
  both.map(({ totals }) => totals.verifiedThrough).reduce((a, b) => (a === null || b === null ? null : a < b ? a : b));
