import { Inject, Injectable } from '@nestjs/common';
import type { VNode } from 'preact';
import type { Config } from '../platform/config/config.js';
import type { Fault } from '../platform/errors.js';
import type { Locale } from '../platform/http/locale.js';
import { CONFIG } from '../platform/runtime.js';
import type { OwnSignature } from '../petitions/confirmations.service.js';
import { PetitionsService } from '../petitions/petitions.service.js';
import { SignupGuard } from '../petitions/signup-guard.service.js';
import { ConsentsService } from '../supporters/consents.service.js';
import { ConfirmedPage, ConfirmPage } from './pages/link-pages.js';
import { PetitionPage } from './pages/petition-page.js';
import { emptyInput, type FormInput } from './signup-form.js';

/** Draws the petition page and the pages behind mailed links. */
@Injectable()
export class PagesService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly petitions: PetitionsService,
    private readonly guard: SignupGuard,
    private readonly consents: ConsentsService,
  ) {}

  petition(slug: string, locale: Locale): Promise<VNode> {
    return this.petitionWith(slug, locale, emptyInput, [], null);
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
}
