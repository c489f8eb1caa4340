import { Body, Controller, HttpCode, Ip, Param, Post, Req } from '@nestjs/common';
import { Public } from '../access/access.guard.js';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { negotiateLocale } from '../platform/http/locale.js';
import { slugParam } from '../petitions/petitions.schema.js';
import { Described } from '../platform/openapi/operation.js';
import { writeLetter } from './personal-letters.api.js';
import { newPersonalLetter, type NewPersonalLetter } from './personal-letters.schema.js';
import { PersonalLettersService } from './personal-letters.service.js';

/** Supporter letters sent by API clients. The form is in `site`; confirming is for people. */
@Public()
@Controller('api/v1')
export class PersonalLettersController {
  constructor(private readonly letters: PersonalLettersService) {}

  @Post('petitions/:slug/letters')
  @HttpCode(202)
  @Described(writeLetter)
  write(
    @Param({ schema: slugParam }) { slug }: z.infer<typeof slugParam>,
    @Body({ schema: newPersonalLetter }) body: NewPersonalLetter,
    @Ip() ip: string,
    @Req() request: FastifyRequest,
  ) {
    const locale = body.locale ?? negotiateLocale(request.headers['accept-language']) ?? 'en';
    return this.letters.start(slug, { ...body, locale }, { ip, method: 'api' });
  }
}
