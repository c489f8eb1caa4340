import { Body, Controller, Get, Inject, Ip, Param, Post, Req, Res } from '@nestjs/common';
import { Public } from '../access/access.guard.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { SessionsService } from '../access/sessions.service.js';
import { ProfileService } from '../campaigns/profile.service.js';
import type { Config } from '../platform/config/config.js';
import { claimsStaff } from '../platform/http/staff-cookie.js';
import { CONFIG } from '../platform/runtime.js';
import { claimsTag } from '../claims/claims.service.js';
import { InvalidInput } from '../platform/errors.js';
import { normaliseEmail } from '../platform/http/fields.js';
import { sendPage } from '../platform/http/page.js';
import { validate } from '../platform/http/validation.js';
import { newSignature, slugParam } from '../petitions/petitions.schema.js';
import { PetitionOrigins } from '../petitions/petition-origins.service.js';
import { PetitionWithdrawn, ProofOfWorkMissing } from '../petitions/petitions.errors.js';
import { PetitionsService } from '../petitions/petitions.service.js';
import { SignupsService } from '../petitions/signups.service.js';
import { SupportersService } from '../supporters/supporters.service.js';
import { cameFrom } from './came-from.js';
import { ThanksPage } from './pages/link-pages.js';
import { refuseForeignForm } from './foreign-form.js';
import { demandsTag } from '../campaigns/demands/demands.service.js';
import { WithdrawnPage } from './pages/petition-life-pages.js';
import { PagesService } from './pages.service.js';
import { PublicPages } from './public-pages.service.js';
import { updatesTag, UpdateViews } from '../updates/writing/update-views.service.js';
import { readForm, toSignup, type PostedForm } from './signup-form.js';
import { visitorOf } from './visitor.js';

type SlugParam = z.infer<typeof slugParam>;

/** The public pages and the form that works without JavaScript. */
@Public()
@Controller()
export class SiteController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly pages: PagesService,
    private readonly cache: PublicPages,
    private readonly petitions: PetitionsService,
    private readonly signups: SignupsService,
    private readonly supporters: SupportersService,
    private readonly origins: PetitionOrigins,
    private readonly sessions: SessionsService,
    private readonly profiles: ProfileService,
    private readonly updates: UpdateViews,
  ) {}

  @Get('petitions/:slug')
  async petition(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const visitor = visitorOf(request);
    const notice = await this.staffNotice(request);
    const source = await cameFrom(request, this.updates);
    if (notice !== null) return sendPage(reply, await this.pages.petition(slug, visitor.locale, source, notice));
    const tags = ['petitions', claimsTag, demandsTag, updatesTag];
    try {
      await this.cache.send(reply, visitor, { key: `petition ${slug} ${source}`, tags }, () =>
        this.pages.petition(slug, visitor.locale, source),
      );
    } catch (error) {
      if (!(error instanceof PetitionWithdrawn)) throw error;
      sendPage(reply, WithdrawnPage({ reason: error.reason, locale: visitor.locale }), error.httpStatus);
    }
  }

  @Get('petitions/:slug/sign')
  async signPage(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const visitor = visitorOf(request);
    await this.cache.send(reply, visitor, { key: `sign ${slug}`, tags: ['petitions'] }, () =>
      this.pages.sign(slug, visitor.locale),
    );
  }

  @Get('petitions/:slug/count')
  async count(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const visitor = visitorOf(request);
    await this.cache.send(reply, visitor, { key: `count ${slug}`, tags: ['petitions'] }, () =>
      this.pages.integrityOf(slug, visitor.locale),
    );
  }

  @Post('petitions/:slug/signatures')
  async sign(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Body() body: unknown,
    @Ip() ip: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    await refuseForeignForm(request, (origin) => this.origins.allows(origin, slug));
    const form = readForm(body);
    const { locale } = visitorOf(request);
    form.locale ??= locale;
    try {
      const signup = await validate(newSignature, toSignup(form));
      const suggestion = this.suggestionFor(form);
      if (suggestion)
        return sendPage(reply, await this.pages.petitionWith(slug, locale, form.input, [], suggestion), 422);
      await this.signups.start(slug, signup, {
        ip,
        method: 'form',
        page: `/petitions/${slug}`,
        honeypot: form.honeypot,
        stamp: form.stamp,
      });
      return void reply.header('cache-control', 'no-store').redirect(`/petitions/${slug}/thanks?lang=${locale}`, 303);
    } catch (error) {
      const isFormFault = error instanceof InvalidInput || error instanceof ProofOfWorkMissing;
      if (!isFormFault) throw error;
      return sendPage(
        reply,
        await this.pages.petitionWith(slug, locale, form.input, error.faults, this.suggestionFor(form)),
        422,
      );
    }
  }

  @Get('petitions/:slug/thanks')
  async thanks(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    await this.petitions.publicIdOf(slug);
    sendPage(reply, ThanksPage({ slug, locale: visitorOf(request).locale }));
  }

  /** In production, what is missing on the legal pages, for signed-in staff; null for everybody else. */
  private async staffNotice({ raw }: FastifyRequest): Promise<string | null> {
    if (this.config.NODE_ENV !== 'production' || !claimsStaff(raw)) return null;
    if ((await this.sessions.find(raw.headers.cookie)) === null) return null;
    const missing = await this.profiles.missing();
    return missing && `Only staff see this: the legal pages of this petition are incomplete. Missing: ${missing}.`;
  }

  /** Asked once; a person who keeps the address as typed is right. */
  private suggestionFor(form: PostedForm): string | null {
    const address = normaliseEmail(form.input.email.trim());
    return address === null || form.emailAsTyped ? null : this.supporters.suggestEmail(address);
  }
}
