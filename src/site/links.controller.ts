import { FastLane } from '../platform/http/route-marks.js';
import { Body, Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { Public } from '../access/access.guard.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { chooseLocale, supportedLocale } from '../platform/http/locale.js';
import { sendPage } from '../platform/http/page.js';
import { ConfirmationsService, type OwnSignature } from '../petitions/confirmations.service.js';
import { SignatureChanged } from '../petitions/petitions.errors.js';
import { ActionPage } from './pages/link-pages.js';
import { PagesService } from './pages.service.js';
import { lastText } from './signup-form.js';
import { visitorOf } from './visitor.js';

/**
 * Emailed links. GET and HEAD change nothing; the page's one button posts. Needs no cookie and no earlier visit, because emails are read on other
 * devices than forms are filled in.
 */
@Public()
@Controller()
export class LinksController {
  constructor(
    private readonly confirmations: ConfirmationsService,
    private readonly pages: PagesService,
  ) {}

  @Get('c/:token')
  async lookConfirm(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const signature = await this.confirmations.look('confirm', token);
    sendPage(reply, await this.pages.ofSignature(signature, localeFor(request, signature)));
  }

  @Post('c/:token')
  @FastLane<LinksController>((controller, request, reply) =>
    controller.confirm((request.params as { token: string }).token, request.body, request, reply),
  )
  async confirm(
    @Param('token') token: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    try {
      await this.confirmations.confirm(token, shownIn(body));
      return void reply.header('cache-control', 'no-store').redirect(`/c/${token}`, 303);
    } catch (error) {
      if (!(error instanceof SignatureChanged)) throw error;
      const signature = await this.confirmations.look('confirm', token);
      return sendPage(
        reply,
        await this.pages.ofSignature(signature, localeFor(request, signature), true),
        error.httpStatus,
      );
    }
  }

  @Get('d/:token')
  async lookDisown(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const signature = await this.confirmations.look('disown', token);
    sendPage(reply, await this.pages.ofAction(signature, localeFor(request, signature), 'disown'));
  }

  @Post('d/:token')
  async disown(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    await this.confirmations.disown(token);
    sendPage(reply, ActionPage({ locale: visitorOf(request).locale, action: 'disown', done: true }));
  }

  @Get('u/:token')
  async lookUnsubscribe(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const signature = await this.confirmations.look('unsubscribe', token);
    sendPage(reply, await this.pages.ofAction(signature, localeFor(request, signature), 'unsubscribe'));
  }

  /** Also called by email clients directly: `List-Unsubscribe=One-Click` (RFC 8058). */
  @Post('u/:token')
  @HttpCode(200)
  async unsubscribe(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    await this.confirmations.unsubscribe(token);
    sendPage(reply, ActionPage({ locale: visitorOf(request).locale, action: 'unsubscribe', done: true }));
  }
}

/** Hash sent by the form of the confirmation page; null from a client that posts the bare link. */
function shownIn(body: unknown): string | null {
  const { shown } = (typeof body === 'object' && body !== null ? body : {}) as { shown?: unknown };
  return shown === undefined ? null : lastText(shown);
}

/** The language chosen on the page, else the one the person signed in. */
function localeFor(request: FastifyRequest, signature: OwnSignature) {
  const { lang } = request.query as { lang?: unknown };
  return (
    (typeof lang === 'string' ? supportedLocale(lang) : null) ??
    supportedLocale(signature.locale) ??
    chooseLocale(undefined, request.headers.cookie, request.headers['accept-language'])
  );
}
