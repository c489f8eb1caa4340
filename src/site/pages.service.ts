import { Inject, Injectable } from '@nestjs/common';
import type { VNode } from 'preact';
import type { Config } from '../platform/config/config.js';
import type { Fault } from '../platform/errors.js';
import type { Locale } from '../platform/http/locale.js';
import { CONFIG } from '../platform/runtime.js';
import type { OwnSignature } from '../petitions/confirmations.service.js';
import { DemandsService } from '../campaigns/demands/demands.service.js';
import { PetitionNotes } from '../petitions/notes/petition-notes.service.js';
import { IntegrityService } from '../petitions/integrity.service.js';
import { PetitionVersions } from '../petitions/versions/petition-versions.service.js';
import { PetitionsService } from '../petitions/petitions.service.js';
import { CountLogs } from '../transparency/count-logs.service.js';
import { SignupGuard } from '../supporters/signup-guard.service.js';
import { ConsentsService } from '../supporters/consents.service.js';
import { ActionPage, ConfirmedPage, ConfirmPage } from './pages/link-pages.js';
import { PetitionClosed } from '../petitions/petitions.errors.js';
import { SignPage } from './pages/sign-page.js';
import { IntegrityPage } from './pages/integrity-page.js';
import { PetitionPage } from './pages/petition-page.js';
import { answersInWords } from '../petitions/form/petition-answers.texts.js';
import { UpdateViews } from '../updates/writing/update-views.service.js';
import { SiteCampaigns } from './site-campaigns.service.js';
import { emptyInput, type FormInput } from './signup-form.js';

/** Renders the petition page and the pages behind emailed links. */
@Injectable()
export class PagesService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly petitions: PetitionsService,
    private readonly versions: PetitionVersions,
    private readonly guard: SignupGuard,
    private readonly consents: ConsentsService,
    private readonly integrity: IntegrityService,
    private readonly notes: PetitionNotes,
    private readonly logs: CountLogs,
    private readonly demands: DemandsService,
    private readonly sites: SiteCampaigns,
    private readonly updates: UpdateViews,
  ) {}

  /** @param source where its visitors come from @param staffNotice what only staff are told */
  petition(slug: string, locale: Locale, source = '', staffNotice: string | null = null): Promise<VNode> {
    return this.petitionWith(slug, locale, { ...emptyInput, source }, [], null, staffNotice);
  }

  /** The petition page with what was typed and its errors. */
  async petitionWith(
    slug: string,
    locale: Locale,
    input: FormInput,
    faults: readonly Fault[],
    suggestion: string | null,
    staffNotice: string | null = null,
  ): Promise<VNode> {
    const page = await this.petitions.getPage(slug, locale);
    const campaignId = await this.petitions.campaignOf(slug);
    const shown = {
      page,
      notes: await this.notes.current(page.id),
      log: await this.logs.running(page.id),
      demands: await this.demands.titlesOf(page.figures.demands, locale),
      updates: await this.updates.list({ petitionId: page.id, campaignId }, locale, 5),
      locale,
      input,
      faults,
      suggestion,
      stamp: this.guard.stamp(),
      publicUrl: this.config.PUBLIC_URL,
      staffNotice,
    };
    // Ticked boxes stay visible.
    const ticked = input.consents.some((consent) => consent.split(':').length > 2);
    return this.sites.framed(
      campaignId,
      ticked && page.figures.status === 'open' ? SignPage(shown) : PetitionPage(shown),
    );
  }

  /** The form alone, with the boxes of purposes with recipients. @throws PetitionNotFound, PetitionClosed */
  async sign(slug: string, locale: Locale): Promise<VNode> {
    const page = await this.petitions.getPage(slug, locale);
    if (page.figures.status !== 'open') throw new PetitionClosed(slug);
    return this.sites.framed(
      await this.petitions.campaignOf(slug),
      SignPage({
        page,
        locale,
        input: emptyInput,
        faults: [],
        suggestion: null,
        stamp: this.guard.stamp(),
        publicUrl: this.config.PUBLIC_URL,
      }),
    );
  }

  /** What is counted in the petition's number and what is not. @throws PetitionNotFound */
  async integrityOf(slug: string, locale: Locale): Promise<VNode> {
    const { title } = await this.petitions.getPublic(slug, locale);
    return IntegrityPage({
      slug,
      title,
      locale,
      integrity: await this.integrity.of(slug),
      publicUrl: this.config.PUBLIC_URL,
    });
  }

  /** Before the confirmation the question, after it the thanks: what the link shows depends only on what is stored. */
  async ofSignature(signature: OwnSignature, locale: Locale, changed = false): Promise<VNode> {
    const agreed = await this.agreedTexts(signature);
    const { title, shareText } = await this.petitions.textOf(signature.petitionSlug, locale);
    const form = await this.petitions.formOf(signature.petitionSlug);
    const signed = await this.versions.formOf(await this.petitions.idOf(signature.petitionSlug), signature.version);
    const answers = answersInWords(signed, signature.answers, locale);
    const campaignId = await this.petitions.campaignOf(signature.petitionSlug);
    if (signature.status === 'pending')
      return this.sites.framed(campaignId, ConfirmPage({ signature, locale, agreed, answers, title, changed }));
    const url = `${this.config.PUBLIC_URL}/petitions/${signature.petitionSlug}`;
    return this.sites.framed(
      campaignId,
      ConfirmedPage({ signature, locale, agreed, answers, title, url, shareText, form }),
    );
  }

  /** What a link in an email does beside confirming, before it is done. */
  async ofAction(signature: OwnSignature, locale: Locale, action: 'disown' | 'unsubscribe'): Promise<VNode> {
    const campaignId = await this.petitions.campaignOf(signature.petitionSlug);
    return this.sites.framed(campaignId, ActionPage({ locale, action, done: false }));
  }

  /** In the language the person read them in; a text with recipients is followed by those that were ticked. */
  private async agreedTexts(signature: OwnSignature): Promise<string[]> {
    const offers = await this.petitions.offers(signature.petitionSlug, signature.locale);
    const recipientNames = new Map(
      offers.flatMap(({ purpose, recipients }) =>
        (recipients ?? []).map(({ key, name }) => [`${purpose}/${key}`, name] as const),
      ),
    );
    const agreed = new Map<string, string[]>();
    for (const { purpose, recipient, wording, locale } of signature.consents) {
      const text = (await this.consents.textsIn(locale, [{ purpose, wording }])).get(`${purpose}:${wording}`);
      if (text === undefined) continue;
      const names = agreed.get(text) ?? [];
      if (recipient !== '') names.push(recipientNames.get(`${purpose}/${recipient}`) ?? recipient);
      agreed.set(text, names);
    }
    return [...agreed].map(([text, names]) => (names.length === 0 ? text : `${text} (${names.join(', ')})`));
  }
}
