import { SharedWithOrigins } from '../platform/http/route-marks.js';
import { Controller, Get, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { Public } from '../access/access.guard.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { ThemeService } from '../campaigns/theme/theme.service.js';
import type { Config } from '../platform/config/config.js';
import { chooseLocale } from '../platform/http/locale.js';
import { PageCache } from '../platform/http/page-cache.js';
import { toHtml } from '../platform/http/page.js';
import { publicCaching, sharedJsonAnswer } from '../platform/http/public-answer.js';
import { framableHeaders } from '../platform/http/security-headers.js';
import { Described } from '../platform/openapi/operation.js';
import { CONFIG } from '../platform/runtime.js';
import { originsTag, PetitionOrigins } from '../petitions/petition-origins.service.js';
import { languageQuery, slugParam } from '../petitions/petitions.schema.js';
import { PetitionsService } from '../petitions/petitions.service.js';
import { lookOf } from './pages/site-frame.js';
import { embedFrameScript, embedScript } from './assets.js';
import { sendAsset } from './assets.controller.js';
import { frameQuery } from './embed.schema.js';
import { EmbeddedForms } from './embedded-form.service.js';
import { getForm } from './site.api.js';
import { EmbedPage } from './pages/embed-page.js';

type SlugParam = z.output<typeof slugParam>;

/** An hour in browsers; after that they revalidate and mostly get "not modified". */
const scriptCaching = 'public, max-age=3600, stale-while-revalidate=86400';

/** The petition's form on pages of other websites: script, data and the page for frames. */
@Public()
@Controller()
export class EmbedController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly cache: PageCache,
    private readonly forms: EmbeddedForms,
    private readonly petitions: PetitionsService,
    private readonly origins: PetitionOrigins,
    private readonly themes: ThemeService,
  ) {}

  @Get('embed.js')
  script(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    sendAsset(request, reply, embedScript, scriptCaching);
  }

  @Get('embed-frame.js')
  frameScript(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    sendAsset(request, reply, embedFrameScript, scriptCaching);
  }

  @Get('api/v1/petitions/:slug/form')
  @SharedWithOrigins(true)
  @Described(getForm)
  async form(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Query({ schema: languageQuery }) query: z.infer<typeof languageQuery>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const locale = chooseLocale(query.lang, undefined, request.headers['accept-language']);
    const render = async () => sharedJsonAnswer(locale, await this.forms.describe(slug, locale));
    await this.cache.send(reply, `form ${locale} ${slug}`, 'petitions', render);
  }

  /** No cookie is set or read: browsers isolate those of frames anyway. */
  @Get('embed/:slug')
  async page(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Query({ schema: frameQuery }) { lang, theme }: z.infer<typeof frameQuery>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const locale = chooseLocale(lang, undefined, request.headers['accept-language']);
    const render = async () => {
      const [{ title }, origins] = await Promise.all([this.petitions.getPublic(slug, locale), this.origins.list(slug)]);
      const look = lookOf(await this.themes.of(await this.petitions.campaignOf(slug)));
      return {
        body: toHtml(EmbedPage({ slug, title, locale, theme, ...look })),
        contentType: 'text/html; charset=utf-8',
        headers: { ...publicCaching, 'content-language': locale },
        baseHeaders: framableHeaders(
          this.config.PUBLIC_URL,
          origins.map(({ origin }) => origin),
        ),
      };
    };
    await this.cache.send(reply, `embed ${slug} ${locale} ${theme ?? ''}`, ['petitions', originsTag], render);
  }
}
