import { Inject, Injectable } from '@nestjs/common';
import type { VNode } from 'preact';
import { DemandsService } from '../campaigns/demands/demands.service.js';
import type { OwnSignature } from '../petitions/confirmations.service.js';
import { PetitionNotes } from '../petitions/notes/petition-notes.service.js';
import type { PetitionPage as Page } from '../petitions/petitions.service.js';
import { PetitionsService } from '../petitions/petitions.service.js';
import { PetitionPreviews } from '../petitions/previews/petition-previews.service.js';
import type { Config } from '../platform/config/config.js';
import { Answer } from '../platform/http/answer.js';
import { page as pageAnswer } from '../platform/http/page.js';
import { headersFor } from '../platform/http/security-headers.js';
import { CONFIG } from '../platform/runtime.js';
import { CardsService } from './cards.service.js';
import { ConfirmedPage } from './pages/link-pages.js';
import { PetitionPage } from './pages/petition-page.js';
import { CardPreviewPage, MailPreviewPage, PreviewBar, type PreviewFrame } from './pages/preview-pages.js';
import { emptyInput } from './signup-form.js';
import { SiteCampaigns } from './site-campaigns.service.js';

/** Drafts as the public would read them: they run no script, send no form, and are kept by nobody. */
@Injectable()
export class PreviewPages {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly previews: PetitionPreviews,
    private readonly petitions: PetitionsService,
    private readonly notes: PetitionNotes,
    private readonly demands: DemandsService,
    private readonly cards: CardsService,
    private readonly sites: SiteCampaigns,
  ) {}

  /** @throws PetitionNotFound */
  async answer(slug: string, frame: PreviewFrame): Promise<Answer> {
    if (frame.part === 'mail-html') {
      const { html } = await this.previews.mail(slug, frame.locale);
      return new Answer(html, 200, { ...this.headers('mail'), 'content-type': 'text/html; charset=utf-8' });
    }
    const campaignId = await this.petitions.campaignOf(slug);
    const content = await this.pageOf(slug, frame);
    return pageAnswer(await this.sites.framed(campaignId, content), 200, this.headers('page'));
  }

  private async pageOf(slug: string, frame: PreviewFrame): Promise<VNode> {
    const { locale, part } = frame;
    const page = await this.previews.page(slug, locale);
    if (part === 'page') return this.petition(page, frame);
    if (part === 'mail') return MailPreviewPage({ mail: await this.previews.mail(slug, locale), ...frame });
    if (part === 'thanks') return this.thanks(page, frame);
    const { title } = page.text;
    const campaignId = await this.petitions.campaignOf(slug);
    const card = await this.cards.drawDraft({ title, count: page.figures.signatureCount, campaignId }, locale);
    return CardPreviewPage({ image: `data:image/png;base64,${card.toString('base64')}`, title, ...frame });
  }

  private async petition(page: Page, frame: PreviewFrame): Promise<VNode> {
    const { locale, base } = frame;
    return PetitionPage({
      page,
      notes: await this.notes.current(page.id),
      demands: await this.demands.titlesOf(page.figures.demands, locale),
      updates: [],
      locale,
      input: emptyInput,
      faults: [],
      suggestion: null,
      stamp: '',
      publicUrl: this.config.PUBLIC_URL,
      preview: { path: `${base}/page`, bar: PreviewBar(frame) },
    });
  }

  /** The page after confirming, for an example signer. */
  private thanks({ figures, text, form, offers }: Page, frame: PreviewFrame): VNode {
    const signature: OwnSignature = {
      petitionSlug: figures.slug,
      version: figures.version,
      locale: frame.locale,
      status: 'confirmed',
      givenName: 'Ada',
      familyName: '',
      country: figures.countries[0] ?? 'GB',
      postalCode: null,
      comment: null,
      answers: null,
      showName: false,
      position: figures.signatureCount + 1,
      shown: '',
      consents: [],
    };
    return ConfirmedPage({
      signature,
      locale: frame.locale,
      agreed: offers.filter(({ purpose }) => purpose === 'signature').map(({ text: wording }) => wording),
      answers: [],
      title: text.title,
      url: `${this.config.PUBLIC_URL}/petitions/${figures.slug}`,
      shareText: text.shareText,
      form,
      preview: { path: `${frame.base}/thanks`, bar: PreviewBar(frame) },
    });
  }

  /** An email is styled in place, so its page alone may be; our own pages may show it and the others in a frame. */
  private headers(kind: 'page' | 'mail'): Record<string, string> {
    const policy =
      kind === 'mail'
        ? "default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'; sandbox"
        : "default-src 'none'; style-src 'self'; img-src 'self' data:; frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";
    return {
      ...headersFor(this.config.PUBLIC_URL),
      'content-security-policy': policy,
      'x-frame-options': 'SAMEORIGIN',
      'x-robots-tag': 'noindex, nofollow',
      'cache-control': 'no-store',
    };
  }
}
