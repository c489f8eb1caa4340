import { Inject, Injectable } from '@nestjs/common';
import { PicturesService } from '../campaigns/pictures/pictures.service.js';
import { ThemeService } from '../campaigns/theme/theme.service.js';
import type { Config } from '../platform/config/config.js';
import { TemporarilyUnavailable } from '../platform/errors.js';
import type { Locale } from '../platform/http/locale.js';
import { CONFIG } from '../platform/runtime.js';
import { PetitionsService } from '../petitions/petitions.service.js';
import { PositionsService } from '../treaties/positions.service.js';
import { StatesService } from '../treaties/states.service.js';
import { drawCard, type Card } from './cards/card.js';
import { mapSvg } from './cards/map-svg.js';
import { longDate, number } from '../platform/texts/in-words.js';
import { SiteCampaigns } from './site-campaigns.service.js';
import { factsTexts, registerTexts, texts } from './texts.js';
import { inLanguage } from '../platform/texts/in-language.js';
import { unmarkedParts } from '../platform/texts/fallback.js';

/** Maximum number of queued pictures; more would only keep people waiting. */
const mostWaiting = 20;

/** Draws the cards for link previews: one after the other, because each takes some 30 ms of CPU time. */
@Injectable()
export class CardsService {
  private queue: Promise<unknown> = Promise.resolve();
  private waiting = 0;

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly petitions: PetitionsService,
    private readonly states: StatesService,
    private readonly positions: PositionsService,
    private readonly sites: SiteCampaigns,
    private readonly themes: ThemeService,
    private readonly pictures: PicturesService,
  ) {}

  /** A PNG of 1200 × 630. @throws StateUnknown, ConventionUnknown, PetitionNotFound, TemporarilyUnavailable */
  async draw(kind: 'home' | 'petitions' | 'states' | 'conventions', name: string, locale: Locale): Promise<Buffer> {
    return this.inTurn(await this.cardOf(kind, name, locale));
  }

  /** The card of a petition that is still being written. @throws TemporarilyUnavailable */
  async drawDraft(
    { title, count, campaignId }: { title: string; count: number; campaignId: string },
    locale: Locale,
  ): Promise<Buffer> {
    return this.inTurn({ ...(await this.frameOf(campaignId, count, locale)), title });
  }

  private async inTurn(drawn: Card): Promise<Buffer> {
    const card = unmarkedParts(drawn);
    if (this.waiting >= mostWaiting) throw new TemporarilyUnavailable();
    this.waiting++;
    const drawing = this.queue.then(() => drawCard(card)).finally(() => this.waiting--);
    this.queue = drawing.catch(() => undefined);
    return drawing;
  }

  /** What all cards share. */
  private async frameOf(campaignId: string | null, count: number, locale: Locale) {
    const t = texts(locale);
    return {
      ...(await this.lookOf(campaignId)),
      kicker: await this.sites.nameOf(campaignId, locale),
      figure: number(count, locale),
      // The words around the number, without it.
      figureLabel: t.home.count({ n: count }).trim(),
      lines: [longDate(this.positions.today(), locale), new URL(this.config.PUBLIC_URL).host],
    };
  }

  /** Colour and logo of the campaign; with several, cards of none in particular look like the program. */
  private async lookOf(campaignId: string | null): Promise<Pick<Card, 'colour' | 'logo'>> {
    const id = campaignId ?? (await this.sites.onlyId());
    if (id === null) return {};
    const { onLight, logo } = await this.themes.of(id);
    return { ...(onLight && { colour: onLight }), ...(logo && { logo: await this.pictures.pngOf(logo) }) };
  }

  private async cardOf(
    kind: 'home' | 'petitions' | 'states' | 'conventions',
    name: string,
    locale: Locale,
  ): Promise<Card> {
    const petitions = await this.petitions.list(locale);
    const petition = kind === 'petitions' ? await this.petitions.getPublic(name, locale) : petitions[0];
    const count = petition?.signatureCount ?? 0;
    const t = texts(locale);
    const on = this.positions.today();
    const campaignId = petition ? await this.petitions.campaignOf(petition.slug) : null;
    const shared = await this.frameOf(kind === 'petitions' ? campaignId : null, count, locale);
    if (kind === 'petitions') return { ...shared, title: petition?.title ?? shared.kicker };
    if (kind === 'states') {
      const state = await this.states.get(name.toUpperCase(), locale);
      const lines = (await this.positions.ofState(state.iso, on)).map(({ convention, position, specialStatus }) =>
        [
          `${convention}: ${factsTexts(locale).position[position]}`,
          specialStatus && registerTexts(locale).suspension.label,
        ]
          .filter(Boolean)
          .join(', '),
      );
      return { ...shared, title: state.name, lines };
    }
    const { code, shortNames } = await this.states.getConvention(kind === 'conventions' ? name.toUpperCase() : 'APMBC');
    const { positions, totals } = await this.positions.on(code, on, locale);
    const map = mapSvg({
      positions: new Map(positions.map(({ iso3, position }) => [iso3, position])),
      title: code,
      sea: false,
    });
    if (kind === 'home') return { ...shared, title: t.home.lead, map };
    const parties = factsTexts(locale).convention.parties({ n: totals.parties });
    const [, host = ''] = shared.lines;
    const checked =
      totals.verifiedThrough === null
        ? ''
        : factsTexts(locale).asOf({ date: longDate(totals.verifiedThrough, locale) });
    return { ...shared, title: inLanguage(shortNames, locale), lines: [`${parties}, ${checked}`, host], map };
  }
}
