import { Controller, Get, Inject, Param, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { z } from 'zod';
import { Public } from '../access/access.guard.js';
import type { Config } from '../platform/config/config.js';
import { Answer } from '../platform/http/answer.js';
import { PageCache } from '../platform/http/page-cache.js';
import { jsonAnswer } from '../platform/http/public-answer.js';
import { Described } from '../platform/openapi/operation.js';
import { CONFIG } from '../platform/runtime.js';
import { slugParam } from '../petitions/petitions.schema.js';
import { getLog } from './count-log.api.js';
import type { PublicLogFigures } from './count-log.schema.js';
import { CountLogs } from './count-logs.service.js';
import { LogFiles } from './log-files.service.js';

type SlugParam = z.output<typeof slugParam>;

/** The logs of petitions, for programs. The page about them is in `site`. */
@Public()
@Controller()
export class CountLogController {
  constructor(
    private readonly logs: CountLogs,
    private readonly files: LogFiles,
    private readonly cache: PageCache,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get('api/v1/petitions/:slug/log')
  @Described(getLog)
  async figures(@Param({ schema: slugParam }) { slug }: SlugParam, @Res() reply: FastifyReply) {
    await this.cache.send(reply, `log ${slug}`, 'petitions', async () => jsonAnswer('en', await this.read(slug)));
  }

  /** Checkpoint, keys and tiles. What cannot change may be kept for ever. */
  @Get('petitions/:slug/log/*')
  async file(@Param({ schema: slugParam }) { slug }: SlugParam, @Param('*') path: string) {
    const { body, type, immutable } = await this.files.get(slug, path);
    return new Answer(body, 200, {
      'content-type': type,
      'cache-control': immutable ? 'public, max-age=31536000, immutable' : 'public, max-age=5',
      'access-control-allow-origin': '*',
    });
  }

  private async read(slug: string): Promise<PublicLogFigures> {
    const log = await this.logs.get(slug);
    const address = `${this.config.PUBLIC_URL}/petitions/${slug}/log`;
    const former = (await this.logs.list(log.petitionId)).flatMap(({ generation, size, ended }) =>
      ended
        ? [{ address: `${address}/${generation}`, size, endedAt: ended.at.toISOString(), reason: ended.reason }]
        : [],
    );
    return {
      address,
      origin: log.origin,
      vkey: log.verifier.vkey,
      size: log.size,
      signatures: log.counted,
      publishedAt: log.publishedAt.toISOString(),
      witnesses: log.witnesses,
      stoppedAt: log.stoppedAt?.toISOString() ?? null,
      former,
    };
  }
}
