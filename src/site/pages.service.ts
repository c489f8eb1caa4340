import { Inject, Injectable } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { VNode } from 'preact';
import type { Config } from '../platform/config/config.js';
import type { Fault } from '../platform/errors.js';
import type { Locale } from '../platform/http/locale.js';
import { PageCache } from '../platform/http/page-cache.js';
import { toHtml } from '../platform/http/page.js';
import { CONFIG } from '../platform/runtime.js';
import type { OwnSignature } from '../petitions/confirmations.service.js';
import { PetitionsService } from '../petitions/petitions.service.js';
import { SignupGuard } from '../petitions/signup-guard.service.js';
import { ConsentsService } from '../supporters/consents.service.js';
import { HomePage } from './pages/home-page.js';
import { ConfirmedPage, ConfirmPage } from './pages/link-pages.js';
import { PetitionPage } from './pages/petition-page.js';
import { emptyInput, type FormInput } from './signup-form.js';

const caching = 'public, max-age=1, stale-while-revalidate=10, stale-if-error=60';

/** Draws the public pages from the services' answers. */
@Injectable()
export class PagesService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly petitions: PetitionsService,
    private readonly guard: SignupGuard,
    private readonly consents: ConsentsService,
    private readonly cache: PageCache,
  ) {}

  home(reply: FastifyReply, locale: Locale, remember: boolean): Promise<void> {
    return this.send(reply, `home ${locale}`, locale, remember, async () => {
      const figures = await this.petitions.list(locale);
      const pages = await Promise.all(figures.map(({ slug }) => this.petitions.getPage(slug, locale)));
      return HomePage({ pages, locale, publicUrl: this.config.PUBLIC_URL });
    });
  }

  petition(reply: FastifyReply, slug: string, locale: Locale, remember: boolean): Promise<void> {
    return this.send(reply, `page ${locale} ${slug}`, locale, remember, () => this.petitionWith(slug, locale, emptyInput, [], null));
  }

  /** The petition page with what was typed and what needs another look. */
  async petitionWith(slug: string, locale: Locale, input: FormInput, faults: readonly Fault[], suggestion: string | null): Promise<VNode> {
    const page = await this.petitions.getPage(slug, locale);
    return PetitionPage({ page, locale, input, faults, suggestion, stamp: this.guard.stamp(), publicUrl: this.config.PUBLIC_URL });
  }

  /** Before the confirmation the question, after it the thanks: what the link shows depends only on what is stored. */
  async ofSignature(signature: OwnSignature, locale: Locale): Promise<VNode> {
    const agreed = await this.agreedTexts(signature);
    if (signature.status === 'pending') return ConfirmPage({ signature, locale, agreed });
    const { text } = await this.petitions.getPage(signature.petitionSlug, locale);
    const url = `${this.config.PUBLIC_URL}/petitions/${signature.petitionSlug}`;
    return ConfirmedPage({ signature, locale, agreed, url, shareText: text.shareText });
  }

  /** In the language the person read them in. */
  private async agreedTexts(signature: OwnSignature): Promise<string[]> {
    const texts = await Promise.all(
      signature.consents.map(async ({ purpose, wording, locale }) =>
        (await this.consents.textsIn(locale, [{ purpose, wording }])).get(`${purpose}:${wording}`),
      ),
    );
    return texts.filter((text) => text !== undefined);
  }

  /** A language chosen by hand is remembered by a cookie; such an answer is for this visitor alone. */
  private send(reply: FastifyReply, key: string, locale: Locale, remember: boolean, draw: () => Promise<VNode>): Promise<void> {
    return this.cache.send(reply, remember ? `${key} remember` : key, 'petitions', async () => ({
      body: toHtml(await draw()),
      contentType: 'text/html; charset=utf-8',
      headers: {
        'content-language': locale,
        vary: 'Accept-Language, Cookie',
        ...(remember
          ? { 'cache-control': 'private, no-cache', 'set-cookie': `lang=${locale}; Path=/; Max-Age=31536000; SameSite=Lax` }
          : { 'cache-control': caching }),
      },
    }));
  }
}
