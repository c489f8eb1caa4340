import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Public } from '../access/access.guard.js';
import type { Config } from '../platform/config/config.js';
import { supportedLocale } from '../platform/http/locale.js';
import { sendPage } from '../platform/http/page.js';
import { CONFIG } from '../platform/runtime.js';
import { UpdateStopping, type Stop } from '../updates/feedback/stopping.service.js';
import { StopUpdatesPage } from './pages/stop-updates-page.js';
import { lastText } from './signup-form.js';
import { visitorOf } from './visitor.js';

/** The link of an update to unsubscribe. GET changes nothing; needs no cookie and no signing in. */
@Public()
@Controller()
export class StopUpdatesController {
  private readonly host: string;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly stopping: UpdateStopping,
  ) {
    this.host = new URL(config.PUBLIC_URL).host;
  }

  @Get('n/:token')
  async look(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const offer = await this.stopping.look(token);
    sendPage(reply, StopUpdatesPage({ offer, locale: localeFor(request, offer.locale), done: null, host: this.host }));
  }

  /** Also called by email clients directly (RFC 8058): one click stops the campaign. */
  @Post('n/:token')
  @HttpCode(200)
  async stop(
    @Param('token') token: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const offer = await this.stopping.look(token);
    const done = chosen(body);
    await this.stopping.stop(token, done);
    sendPage(reply, StopUpdatesPage({ offer, locale: localeFor(request, offer.locale), done, host: this.host }));
  }
}

/** `campaign`, `everything` or `petition:short-name`; whatever else is sent means the campaign. */
function chosen(body: unknown): Stop {
  const { what } = (typeof body === 'object' && body !== null ? body : {}) as { what?: unknown };
  const choice = what === undefined ? '' : lastText(what);
  if (choice === 'everything') return choice;
  return choice.startsWith('petition:') ? { petition: choice.slice('petition:'.length) } : 'campaign';
}

/** The language chosen on the page, else the one of the email. */
function localeFor(request: FastifyRequest, mailed: string): string {
  const { locale, chosen: isChosen } = visitorOf(request);
  return isChosen ? locale : (supportedLocale(mailed) ?? locale);
}
