import { Controller, Get, Inject, NotFoundException, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { z } from 'zod';
import { Public } from '../access/access.guard.js';
import { ProfileService, profileTag } from '../campaigns/profile.service.js';
import { Clock, days } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { locales } from '../platform/http/locale.js';
import { CONFIG } from '../platform/runtime.js';
import { PrivacyNotices, noticeTag } from '../privacy/notice/privacy-notices.service.js';
import {
  AboutPage,
  AccessibilityPage,
  ContactPage,
  LegalNoticePage,
  type LegalPageProps,
} from './pages/legal-pages.js';
import { PrivacyPage } from './pages/privacy-page.js';
import type { PublicFrame } from './pages/public-frame.js';
import { PublicPages } from './public-pages.service.js';
import { visitorOf } from './visitor.js';

const versionParam = z.object({ number: z.coerce.number().int().min(1).max(1_000_000) });

/** Who stands behind the site and what it does with data of people. */
@Public()
@Controller()
export class LegalController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly cache: PublicPages,
    private readonly profiles: ProfileService,
    private readonly notices: PrivacyNotices,
    private readonly clock: Clock,
  ) {}

  @Get('about')
  about(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const answersPublic = this.config.LETTERS_PUBLIC === 'on';
    return this.send(request, reply, 'about', (props) => AboutPage({ ...props, answersPublic }));
  }

  @Get('contact')
  contact(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.send(request, reply, 'contact', ContactPage);
  }

  @Get('legal')
  legal(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.send(request, reply, 'legal', LegalNoticePage);
  }

  @Get('accessibility')
  accessibility(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.send(request, reply, 'accessibility', AccessibilityPage);
  }

  @Get('privacy')
  privacy(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    return this.sendNotice(request, reply, null);
  }

  @Get('privacy/versions/:number')
  version(
    @Param({ schema: versionParam }) { number }: z.output<typeof versionParam>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    return this.sendNotice(request, reply, number);
  }

  /** RFC 9116. Without an address to write to there is no such file. */
  @Get('.well-known/security.txt')
  async security(@Res() reply: FastifyReply) {
    const facts = await this.profiles.factsOfSite();
    const address = facts.securityEmail ?? facts.email;
    if (address === undefined) throw new NotFoundException();
    const expires = new Date(this.clock.now().getTime() + days(180)).toISOString();
    const lines = [
      `Contact: mailto:${encodeURI(address)}`,
      `Expires: ${expires}`,
      `Preferred-Languages: ${locales.join(', ')}`,
      `Canonical: ${this.config.PUBLIC_URL}/.well-known/security.txt`,
    ];
    void reply
      .header('cache-control', 'public, max-age=3600')
      .type('text/plain; charset=utf-8')
      .send(`${lines.join('\n')}\n`);
  }

  private send(
    request: FastifyRequest,
    reply: FastifyReply,
    page: string,
    draw: (props: LegalPageProps) => VNode,
  ): Promise<void> {
    const visitor = visitorOf(request);
    return this.cache.send(reply, visitor, { key: page, tags: [profileTag] }, async () => {
      const facts = await this.profiles.factsOfSite();
      return draw({ ...this.frame(`/${page}`, visitor.locale), facts });
    });
  }

  private sendNotice(request: FastifyRequest, reply: FastifyReply, number: number | null): Promise<void> {
    const visitor = visitorOf(request);
    const path = number === null ? '/privacy' : `/privacy/versions/${number}`;
    return this.cache.send(reply, visitor, { key: path, tags: [noticeTag] }, async () =>
      PrivacyPage({
        ...this.frame(path, visitor.locale),
        path,
        notice: await this.notices.get((await this.profiles.ofSite()).campaignId, number, visitor.locale),
      }),
    );
  }

  private frame(path: string, locale: string): PublicFrame {
    const { PUBLIC_URL } = this.config;
    return { locale, canonical: `${PUBLIC_URL}${path}`, card: `${PUBLIC_URL}/cards/home.png?lang=${locale}` };
  }
}
