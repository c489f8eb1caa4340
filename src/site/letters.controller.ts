import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { sendPage } from '../platform/http/page.js';
import { LettersService } from '../letters/letters.service.js';
import { VerifyLetterPage } from './pages/verify-letter-page.js';
import { visitorOf } from './visitor.js';

const referenceParam = z.object({ reference: z.string().regex(/^DEM-\d{4}-[A-Z0-9]{4}-[A-Z]{2}$/, 'is not a reference of ours') });

/** Where the code on a letter leads: is it ours, and is this its text? */
@Controller('letters')
export class VerifyLettersController {
  constructor(private readonly letters: LettersService) {}

  @Get(':reference')
  async verify(
    @Param({ schema: referenceParam }) { reference }: z.output<typeof referenceParam>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const letter = await this.letters.verify(reference);
    sendPage(reply, VerifyLetterPage({ locale: visitorOf(request).locale, reference, letter }), letter ? 200 : 404);
  }
}
