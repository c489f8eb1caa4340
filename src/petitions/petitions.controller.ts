import { FastLane, SharedWithOrigins } from '../platform/http/route-marks.js';
import { validateNow } from '../platform/http/validation.js';
import { Body, Controller, Get, Header, HttpCode, Ip, Param, Post, Query, Req, Res } from '@nestjs/common';
import { Public } from '../access/access.guard.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { chooseLocale, negotiateLocale } from '../platform/http/locale.js';
import { PageCache } from '../platform/http/page-cache.js';
import { jsonAnswer, sharedJsonAnswer } from '../platform/http/public-answer.js';
import { Described } from '../platform/openapi/operation.js';
import { PetitionOrigins } from './petition-origins.service.js';
import { IntegrityService } from './integrity.service.js';
import { languageQuery, newSignature, petitionCount, slugParam, type NewSignature } from './petitions.schema.js';
import * as api from './petitions.api.js';
import { PetitionsService } from './petitions.service.js';
import { ProofOfWork } from '../supporters/proof-of-work.service.js';
import { PetitionVersions } from './versions/petition-versions.service.js';
import { SignupsService } from './signups.service.js';

/** The public petitions API. The pages are in `site`. */
@Public()
@Controller('api/v1')
export class PetitionsController {
  constructor(
    private readonly petitions: PetitionsService,
    private readonly signups: SignupsService,
    private readonly proofOfWork: ProofOfWork,
    private readonly cache: PageCache,
    private readonly integrity: IntegrityService,
    private readonly origins: PetitionOrigins,
    private readonly versions: PetitionVersions,
  ) {}

  @Get('petitions')
  @Described(api.listPetitions)
  async list(
    @Query({ schema: languageQuery }) query: z.infer<typeof languageQuery>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const locale = chooseLocale(query.lang, undefined, request.headers['accept-language']);
    const render = async () => jsonAnswer(locale, await this.petitions.list(locale));
    await this.cache.send(reply, `list ${locale}`, 'petitions', render);
  }

  @Get('petitions/:slug')
  @SharedWithOrigins(true)
  @Described(api.getPetition)
  async get(
    @Param({ schema: slugParam }) { slug }: z.infer<typeof slugParam>,
    @Query({ schema: languageQuery }) query: z.infer<typeof languageQuery>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const locale = chooseLocale(query.lang, undefined, request.headers['accept-language']);
    const render = async () => sharedJsonAnswer(locale, await this.petitions.getPublic(slug, locale));
    await this.cache.send(reply, `petition ${locale} ${slug}`, 'petitions', render);
  }

  /** The number alone: small, for pages that poll. */
  @Get('petitions/:slug/count')
  @SharedWithOrigins(true)
  @Described(api.getCount)
  async count(@Param({ schema: slugParam }) { slug }: z.infer<typeof slugParam>, @Res() reply: FastifyReply) {
    const render = async () => sharedJsonAnswer('en', petitionCount.parse(await this.petitions.getPublic(slug, 'en')));
    await this.cache.send(reply, `count ${slug}`, 'petitions', render);
  }

  /** How many are in the published number, and how many are not. */
  @Get('petitions/:slug/integrity')
  @Described(api.getIntegrity)
  async integrityOf(@Param({ schema: slugParam }) { slug }: z.infer<typeof slugParam>, @Res() reply: FastifyReply) {
    const render = async () => jsonAnswer('en', await this.integrity.of(slug));
    await this.cache.send(reply, `integrity ${slug}`, 'petitions', render);
  }

  /** Everything the petition ever said, with the hash of each version. */
  @Get('petitions/:slug/versions')
  @Described(api.listVersions)
  async versionsOf(@Param({ schema: slugParam }) { slug }: z.infer<typeof slugParam>, @Res() reply: FastifyReply) {
    const render = async () => jsonAnswer('en', await this.versions.list(await this.petitions.publicIdOf(slug)));
    await this.cache.send(reply, `versions ${slug}`, 'petitions', render);
  }

  /** Returns a constant; a filtering interceptor would be the most expensive part of the hot path. */
  @Post('petitions/:slug/signatures')
  @HttpCode(202)
  @SharedWithOrigins(true)
  @FastLane<PetitionsController>(async (controller, request, reply) => {
    const params = validateNow(slugParam, request.params);
    void reply
      .status(202)
      .send(await controller.sign(params, validateNow(newSignature, request.body), request.ip, request));
  })
  @Described(api.signPetition)
  async sign(
    @Param({ schema: slugParam }) { slug }: z.infer<typeof slugParam>,
    @Body({ schema: newSignature }) body: NewSignature,
    @Ip() ip: string,
    @Req() request: FastifyRequest,
  ) {
    const locale = body.locale ?? negotiateLocale(request.headers['accept-language']) ?? 'en';
    const { website: honeypot, stamp, ...form } = body;
    const { origin } = request.headers;
    // On an allowed website a person read our form, and the consent record says where.
    const page = origin !== undefined && (await this.origins.allows(origin, slug)) ? origin : undefined;
    const method = page === undefined && stamp === undefined ? 'api' : 'form';
    return this.signups.start(slug, { ...form, locale }, { ip, method, page, honeypot, stamp });
  }

  @Get('altcha')
  @SharedWithOrigins(true)
  @Described(api.getChallenge)
  @Header('cache-control', 'no-store')
  @Header('vary', 'Origin')
  challenge() {
    return this.proofOfWork.challenge();
  }
}
