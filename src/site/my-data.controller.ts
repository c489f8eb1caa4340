import { BadRequestException, Body, Controller, Get, Ip, Param, Post, Query, Req, Res } from '@nestjs/common';
import { Public } from '../access/access.guard.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { InvalidInput } from '../platform/errors.js';
import type { Locale } from '../platform/http/locale.js';
import { sendPage } from '../platform/http/page.js';
import { validate } from '../platform/http/validation.js';
import { ownCorrection, ownDataRequest } from '../privacy/own-data.schema.js';
import { OwnLettersService } from '../supporter-letters/own-letters.service.js';
import { ProfileService } from '../campaigns/profile.service.js';
import { ContactsService } from '../petitions/contacts/contacts.service.js';
import { LinkInvalid } from '../petitions/petitions.errors.js';
import { OwnDataLinks } from '../petitions/own-data-links.service.js';
import { OwnDataService } from '../privacy/own-data.service.js';
import { PetitionsService } from '../petitions/petitions.service.js';
import type { OfferedConsent } from '../supporters/consents.schema.js';
import { ownDataPdf } from './own-data-pdf.js';
import { AskedPage, AskPage, ForgottenPage, MyDataPage, type MyDataProps } from './pages/my-data-pages.js';
import { SiteCampaigns } from './site-campaigns.service.js';
import { lastText } from './signup-form.js';
import { visitorOf } from './visitor.js';

const signatureParam = z.object({ token: z.string().max(200), id: z.uuid() });
type SignatureParam = z.output<typeof signatureParam>;

/** The present text fields of a form. */
const textsIn = (body: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries((body ?? {}) as Record<string, unknown>).map(([name, value]) => [name, lastText(value)]),
  );

/** What people can do with the data held about them, by an emailed link. GET changes nothing. */
@Public()
@Controller('me')
export class MyDataController {
  constructor(
    private readonly ownData: OwnDataService,
    private readonly petitions: PetitionsService,
    private readonly letters: OwnLettersService,
    private readonly contacts: ContactsService,
    private readonly links: OwnDataLinks,
    private readonly profiles: ProfileService,
    private readonly sites: SiteCampaigns,
  ) {}

  @Get()
  ask(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    sendPage(reply, AskPage({ locale: visitorOf(request).locale }));
  }

  @Post()
  async request(@Body() body: unknown, @Ip() ip: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const { locale } = visitorOf(request);
    const { email = '' } = textsIn(body);
    try {
      await this.ownData.request((await validate(ownDataRequest, { email })).email, locale, ip);
      void reply.header('cache-control', 'no-store').redirect(`/me/sent?lang=${locale}`, 303);
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      sendPage(reply, AskPage({ locale, email, faults: error.faults }), error.httpStatus);
    }
  }

  @Get('sent')
  sent(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    sendPage(reply, AskedPage({ locale: visitorOf(request).locale }));
  }

  @Get(':token')
  async look(
    @Param('token') token: string,
    @Query('done') done: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    await this.show(reply, token, visitorOf(request).locale, { done: typeof done === 'string' ? done : undefined });
  }

  @Get(':token/data.json')
  async download(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const data = await this.ownData.look(token, visitorOf(request).locale);
    void reply
      .header('cache-control', 'no-store')
      .header('content-disposition', 'attachment; filename="my-data.json"')
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(data, null, 2));
  }

  @Get(':token/data.pdf')
  async pdf(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const { locale } = visitorOf(request);
    const file = await ownDataPdf(await this.ownData.look(token, locale), locale);
    void reply
      .header('cache-control', 'no-store')
      .header('content-disposition', 'attachment; filename="my-data.pdf"')
      .type('application/pdf')
      .send(file);
  }

  @Post(':token/signatures/:id/correct')
  async correct(
    @Param({ schema: signatureParam }) { token, id }: SignatureParam,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const { locale } = visitorOf(request);
    const input = textsIn(body);
    try {
      await this.ownData.correct(token, id, await validate(ownCorrection, input), locale);
      back(reply, token, locale, 'corrected');
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      await this.show(
        reply,
        token,
        locale,
        { refused: { signatureId: id, faults: error.faults, input } },
        error.httpStatus,
      );
    }
  }

  @Post(':token/signatures/:id/consents')
  async consents(
    @Param({ schema: signatureParam }) { token, id }: SignatureParam,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const { locale } = visitorOf(request);
    // An unreadable form must not withdraw everything.
    if (body === null) throw new BadRequestException();
    const { purposes } = (body ?? {}) as { purposes?: unknown };
    const wanted = [purposes].flat().filter((purpose): purpose is string => typeof purpose === 'string');
    await this.ownData.setConsents(token, id, wanted, locale);
    back(reply, token, locale, 'consents');
  }

  @Post(':token/signatures/:id/withdraw')
  async withdraw(
    @Param({ schema: signatureParam }) { token, id }: SignatureParam,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    await this.ownData.withdraw(token, id);
    back(reply, token, visitorOf(request).locale, 'withdrawn');
  }

  /** When the last record goes, the address goes too, and there is no page to return to. */
  @Post(':token/letters/:id/withdraw')
  async withdrawLetter(
    @Param({ schema: signatureParam }) { token, id }: SignatureParam,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const { locale } = visitorOf(request);
    await this.letters.withdraw(token, id, locale);
    try {
      await this.ownData.look(token, locale);
      back(reply, token, locale, 'letter');
    } catch (error) {
      if (!(error instanceof LinkInvalid)) throw error;
      sendPage(reply, ForgottenPage({ locale }));
    }
  }

  @Post(':token/contact/confirm')
  async confirmContact(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    await this.contacts.confirm(this.links.open(token));
    back(reply, token, visitorOf(request).locale, 'corrected');
  }

  @Post(':token/stop-mail')
  async stopMail(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    await this.ownData.stopMail(token);
    back(reply, token, visitorOf(request).locale, 'stopped');
  }

  /** The checkbox of the form is the confirmation; without it the page is shown again. */
  @Post(':token/forget')
  async forget(
    @Param('token') token: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const { locale } = visitorOf(request);
    if (textsIn(body).confirmed !== 'yes') return back(reply, token, locale, undefined);
    await this.ownData.forget(token);
    sendPage(reply, ForgottenPage({ locale }));
  }

  private async show(
    reply: FastifyReply,
    token: string,
    locale: Locale,
    told: Pick<MyDataProps, 'done' | 'refused'>,
    status = 200,
  ) {
    const data = await this.ownData.look(token, locale);
    const slugs = [...new Set(data.signatures.map(({ petition }) => petition.slug))];
    const offers = new Map(
      await Promise.all(slugs.map(async (slug) => [slug, await this.optionalOffers(slug, locale)] as const)),
    );
    const { backupDays } = await this.profiles.factsOfSite();
    const campaignOf = new Map(
      await Promise.all(slugs.map(async (slug) => [slug, await this.petitions.campaignOf(slug)] as const)),
    );
    const [only, ...others] = new Set(campaignOf.values());
    const campaigns = new Map<string, string>();
    // Somebody who signed in one campaign is its guest; in several, each signature says where it belongs.
    if (others.length > 0)
      for (const [slug, id] of campaignOf) campaigns.set(slug, await this.sites.nameOf(id, locale));
    const page = MyDataPage({ locale, base: `/me/${token}`, data, offers, campaigns, backupDays, ...told });
    sendPage(reply, only && others.length === 0 ? await this.sites.framed(only, page) : page, status);
  }

  private async optionalOffers(slug: string, locale: Locale): Promise<OfferedConsent[]> {
    const offers = await this.petitions.offers(slug, locale);
    return offers.filter(({ purpose }) => purpose !== 'signature' && purpose !== 'show-name');
  }
}

function back(reply: FastifyReply, token: string, locale: Locale, done: string | undefined): void {
  const told = done === undefined ? '' : `&done=${done}`;
  void reply
    .header('cache-control', 'no-store')
    .redirect(`/me/${encodeURIComponent(token)}?lang=${locale}${told}`, 303);
}
