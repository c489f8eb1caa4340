import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import { Public } from '../access/access.guard.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../platform/config/config.js';
import { PageCache } from '../platform/http/page-cache.js';
import { jsonAnswer } from '../platform/http/public-answer.js';
import { ApiDocument } from '../platform/openapi/api-document.js';
import { Described, NotOfTheApi } from '../platform/openapi/operation.js';
import { CONFIG } from '../platform/runtime.js';
import { ApiDocsPage } from './pages/api-docs-page.js';
import { PublicPages } from './public-pages.service.js';
import { getDocument } from './site.api.js';
import { visitorOf } from './visitor.js';

/** It only changes with a release. */
const freshMilliseconds = 3_600_000;

/** The API description, for clients and for the people who write them. */
@Public()
@Controller('api')
export class ApiDocsController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly api: ApiDocument,
    private readonly cache: PageCache,
    private readonly pages: PublicPages,
  ) {}

  @Get('openapi.json')
  @Described(getDocument)
  async document(@Res() reply: FastifyReply) {
    const render = () => Promise.resolve({ ...jsonAnswer('en', this.api.document), freshMilliseconds });
    await this.cache.send(reply, 'openapi', [], render);
  }

  @Get('docs')
  @NotOfTheApi()
  async docs(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const visitor = visitorOf(request);
    const canonical = `${this.config.PUBLIC_URL}/api/docs`;
    await this.pages.send(reply, visitor, { key: 'api docs', tags: [], freshMilliseconds }, () =>
      Promise.resolve(ApiDocsPage({ locale: visitor.locale, canonical, api: this.api.document })),
    );
  }
}
