import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Public } from '../access/access.guard.js';
import type { Config } from '../platform/config/config.js';
import { supportedLocale, type Locale } from '../platform/http/locale.js';
import { sendPage } from '../platform/http/page.js';
import { CONFIG } from '../platform/runtime.js';
import { PetitionNotes } from '../petitions/notes/petition-notes.service.js';
import { slugParam } from '../petitions/petitions.schema.js';
import { PetitionsService } from '../petitions/petitions.service.js';
import { Successors } from '../petitions/successors/successors.service.js';
import { NotesPage, SuccessorPage, TakenBackPage } from './pages/petition-life-pages.js';
import { PublicPages } from './public-pages.service.js';
import { lastText } from './signup-form.js';
import { visitorOf } from './visitor.js';

/** What a petition said beside its text, and the emailed question to signers of one whose request has changed. */
@Public()
@Controller()
export class SuccessorsController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly cache: PublicPages,
    private readonly petitions: PetitionsService,
    private readonly notes: PetitionNotes,
    private readonly successors: Successors,
  ) {}

  @Get('petitions/:slug/notes')
  history(
    @Param({ schema: slugParam }) { slug }: z.infer<typeof slugParam>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const visitor = visitorOf(request);
    const { locale } = visitor;
    const { PUBLIC_URL } = this.config;
    return this.cache.send(reply, visitor, { key: `notes ${slug}`, tags: ['petitions'] }, async () => {
      const id = await this.petitions.publicIdOf(slug);
      const { title } = await this.petitions.textOf(slug, locale);
      return NotesPage({
        slug,
        title,
        notes: await this.notes.history(id),
        locale,
        canonical: `${PUBLIC_URL}/petitions/${slug}/notes`,
        card: `${PUBLIC_URL}/cards/petitions/${slug}.png?lang=${locale}`,
      });
    });
  }

  /** Changes nothing: email programs open links by themselves. */
  @Get('k/:token')
  async look(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const question = await this.successors.look(token, chosen(request));
    sendPage(reply, SuccessorPage({ question, locale: question.locale }));
  }

  /** Repeating an answer changes nothing. */
  @Post('k/:token')
  @HttpCode(200)
  async answer(
    @Param('token') token: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const { answer } = (typeof body === 'object' && body !== null ? body : {}) as { answer?: unknown };
    const { locale } = await this.successors.look(token, chosen(request));
    if (lastText(answer) === 'keep') await this.successors.keep(token);
    if (lastText(answer) === 'take_back') {
      await this.successors.takeBack(token);
      return sendPage(reply, TakenBackPage({ locale }));
    }
    void reply.header('cache-control', 'no-store').redirect(`/k/${token}`, 303);
  }
}

function chosen(request: FastifyRequest): Locale | null {
  const { lang } = request.query as { lang?: unknown };
  return typeof lang === 'string' ? supportedLocale(lang) : null;
}
