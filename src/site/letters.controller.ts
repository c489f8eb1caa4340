import { Controller, Get, Inject, Param, Req, Res } from '@nestjs/common';
import { Public } from '../access/access.guard.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { sendPage } from '../platform/http/page.js';
import { letterReference } from '../letters/sending/letter-reference.js';
import { LettersService } from '../letters/sending/letters.service.js';
import { PublishedLettersService } from '../replies/answers/published-letters.service.js';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/runtime.js';
import { AnswersPage } from './pages/answers-page.js';
import { VerifyLetterPage } from './pages/verify-letter-page.js';
import { visitorOf } from './visitor.js';

const referenceParam = z.object({
  reference: z.string().regex(new RegExp(`^${letterReference}$`), 'is not a reference of ours'),
});

/** Target of the code on a letter: is it ours, and is this its text? And, where the campaign shows them, all letters and replies. */
@Public()
@Controller()
export class VerifyLettersController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly letters: LettersService,
    private readonly published: PublishedLettersService,
  ) {}

  @Get('answers')
  async answers(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const { locale } = visitorOf(request);
    const { PUBLIC_URL } = this.config;
    const frame = { locale, canonical: `${PUBLIC_URL}/answers`, card: `${PUBLIC_URL}/cards/home.png?lang=${locale}` };
    sendPage(reply, AnswersPage({ ...frame, states: await this.published.list() }));
  }

  @Get('letters/:reference')
  async verify(
    @Param({ schema: referenceParam }) { reference }: z.output<typeof referenceParam>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const letter = await this.letters.verify(reference);
    sendPage(reply, VerifyLetterPage({ locale: visitorOf(request).locale, reference, letter }), letter ? 200 : 404);
  }
}
