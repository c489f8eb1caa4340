import { Body, Controller, Get, Ip, Param, Post, Query, Req, Res } from '@nestjs/common';
import { Public } from '../access/access.guard.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { LetterConfirmations } from '../supporter-letters/letter-confirmations.service.js';
import { PersonalLetterChanged } from '../supporter-letters/personal-letters.errors.js';
import { newPersonalLetter } from '../supporter-letters/personal-letters.schema.js';
import { PersonalLettersService } from '../supporter-letters/personal-letters.service.js';
import { InvalidInput, type Fault } from '../platform/errors.js';
import { supportedLocale, type Locale } from '../platform/http/locale.js';
import { sendPage } from '../platform/http/page.js';
import { validate } from '../platform/http/validation.js';
import { PetitionOrigins } from '../petitions/petition-origins.service.js';
import { PetitionClosed, ProofOfWorkMissing } from '../petitions/petitions.errors.js';
import { slugParam } from '../petitions/petitions.schema.js';
import { PetitionsService } from '../petitions/petitions.service.js';
import { SignupGuard } from '../supporters/signup-guard.service.js';
import { UpdateViews } from '../updates/writing/update-views.service.js';
import { cameFrom } from './came-from.js';
import { refuseForeignForm } from './foreign-form.js';
import { readLetterForm, toLetter, type LetterInput } from './letter-form.js';
import { ConfirmLetterPage, LetterSentPage, WriteLetterPage } from './pages/letter-pages.js';
import { lastText } from './signup-form.js';
import { visitorOf } from './visitor.js';

type SlugParam = z.infer<typeof slugParam>;
const empty: LetterInput = { name: '', email: '', country: '', to: '', text: '', source: '', consent: '' };

/** Letters to foreign ministries as people write them: the form, and the page behind the emailed link. GET changes nothing. */
@Public()
@Controller()
export class WriteLettersController {
  constructor(
    private readonly letters: PersonalLettersService,
    private readonly confirmations: LetterConfirmations,
    private readonly petitions: PetitionsService,
    private readonly guard: SignupGuard,
    private readonly origins: PetitionOrigins,
    private readonly updates: UpdateViews,
  ) {}

  @Get('petitions/:slug/letter')
  async form(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Query() query: Record<string, unknown>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    if ((await this.petitions.getTerms(slug)).status !== 'open') throw new PetitionClosed(slug);
    const source = await cameFrom(request, this.updates);
    const [country, to] = [lastText(query.country).toUpperCase(), lastText(query.to).toUpperCase()];
    const input = { ...empty, country, to, source };
    await this.show(reply, slug, visitorOf(request).locale, input, []);
  }

  @Post('petitions/:slug/letter')
  async write(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Body() body: unknown,
    @Ip() ip: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    await refuseForeignForm(request, (origin) => this.origins.allows(origin, slug));
    const form = readLetterForm(body);
    const { locale } = visitorOf(request);
    form.locale ??= locale;
    const { honeypot, stamp } = form;
    try {
      const letter = await validate(newPersonalLetter, toLetter(form));
      await this.letters.start(slug, letter, {
        ip,
        method: 'form',
        page: `/petitions/${slug}/letter`,
        honeypot,
        stamp,
      });
      return void reply
        .header('cache-control', 'no-store')
        .redirect(`/petitions/${slug}/letter/sent?lang=${locale}`, 303);
    } catch (error) {
      if (!(error instanceof InvalidInput || error instanceof ProofOfWorkMissing)) throw error;
      return this.show(reply, slug, locale, form.input, error.faults, error.httpStatus);
    }
  }

  @Get('petitions/:slug/letter/sent')
  async sent(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    await this.petitions.publicIdOf(slug);
    sendPage(reply, LetterSentPage({ slug, locale: visitorOf(request).locale }));
  }

  @Get('letter/:token')
  async look(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    await this.showMailed(reply, request, token);
  }

  @Post('letter/:token')
  async confirm(
    @Param('token') token: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    try {
      await this.confirmations.confirm(token, lastText(((body ?? {}) as Record<string, unknown>).shown));
      void reply.header('cache-control', 'no-store').redirect(`/letter/${encodeURIComponent(token)}`, 303);
    } catch (error) {
      if (!(error instanceof PersonalLetterChanged)) throw error;
      await this.showMailed(reply, request, token, error.httpStatus);
    }
  }

  private async showMailed(reply: FastifyReply, request: FastifyRequest, token: string, status = 200) {
    const letter = await this.confirmations.look(token);
    const { lang } = request.query as { lang?: unknown };
    const locale = (typeof lang === 'string' && supportedLocale(lang)) || supportedLocale(letter.locale) || 'en';
    sendPage(reply, ConfirmLetterPage({ letter, locale, changed: status !== 200 }), status);
  }

  private async show(
    reply: FastifyReply,
    slug: string,
    locale: Locale,
    input: LetterInput,
    faults: readonly Fault[],
    status = 200,
  ) {
    const recipients = await this.letters.recipients(locale);
    const to = recipients.find(({ iso }) => iso === (input.to || input.country)) ?? null;
    const { wording, text } = await this.letters.consentShown(
      locale,
      to?.name ?? '',
      await this.petitions.campaignOf(slug),
    );
    const consent = { value: `${wording}:${to?.iso ?? ''}`, text };
    sendPage(
      reply,
      WriteLetterPage({ slug, locale, recipients, to, input, faults, stamp: this.guard.stamp(), consent }),
      status,
    );
  }
}
