import { ownLetterReasons } from '../../ministries/ministries.values.js';
import { Inject, Injectable } from '@nestjs/common';
import { citedIn } from '../../claims/source-titles.texts.js';
import { unmarked } from '../../platform/texts/fallback.js';
import { signatureBlock } from '../../campaigns/profile.values.js';
import { ProfileService } from '../../campaigns/profile.service.js';
import type { Config } from '../../platform/config/config.js';
import { CONFIG } from '../../platform/runtime.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { ClaimsService, noteOf, obstaclesAmong, type ClaimObstacle } from '../../claims/claims.service.js';
import { Clock, utcDay } from '../../platform/clock.js';
import type { Day } from '../../platform/day.js';
import { PetitionCounts } from '../../petitions/petition-counts.service.js';
import type { ConventionCode, Position } from '../../treaties/position.status.js';
import { PositionsService } from '../../treaties/positions.service.js';
import { StatesService } from '../../treaties/states.service.js';
import { DossiersService } from '../../ministries/dossiers.service.js';
import { composeLetter, type ComposedLetter } from './compose-letter.js';
import type { FieldValues } from './template-engine.js';
import { TemplateFault } from './templates.errors.js';
import { TemplatesService, type TemplateSet, type TemplateVersion } from './templates.service.js';
import { audienceOf, type Audience } from './templates.values.js';
import { formHolds, letterValues, type LetterBasis } from './letter-values.js';
import { provisionalHold, type Hold } from './provisional-hold.js';
import { longDate } from '../../platform/texts/in-words.js';

/** The letter to a State on a given day. */
export interface LetterText {
  locale: string;
  /** The ministry's correspondence language, where there is no text in it. */
  fallbackFrom: string | null;
  positions: Record<ConventionCode, Position>;
  /** What it is asked under each convention, or thanked for. */
  asked: { convention: ConventionCode; audience: Audience }[];
  templateIds: string[];
  composed: ComposedLetter | null;
  holds: Hold[];
}

/** A letter that was sent. */
export interface EarlierLetter {
  reference: string;
  sentAt: Date;
}

/** Reasons against a letter because of the claims it states. */
export const claimHolds = (obstacles: readonly ClaimObstacle[]): Hold[] =>
  obstacles.map(({ key, obstacle }) => ({
    code: `claim.${obstacle}`,
    detail: `Claim ${key} may not be used: ${obstacle}.`,
  }));

/** Composes letters for a State and a day, from the approved texts, the ledger, the register of claims and the counts. */
@Injectable()
export class LetterTextsService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly templates: TemplatesService,
    private readonly positions: PositionsService,
    private readonly states: StatesService,
    private readonly dossiers: DossiersService,
    private readonly claims: ClaimsService,
    private readonly campaigns: CampaignsService,
    private readonly counts: PetitionCounts,
    private readonly profiles: ProfileService,
  ) {}

  /** @param isos the States letters may go to */
  async basis(campaignId: string, day: Day, isos: readonly string[]): Promise<LetterBasis> {
    const [count, sets, claims, anchorIn, stateIn, positionsOn, dossierOf, profile] = await Promise.all([
      this.counts.of(campaignId),
      this.templates.approved(campaignId),
      this.claims.list(),
      this.campaigns.anchorIn(campaignId),
      this.states.all(),
      this.positions.ofStates(),
      this.dossiers.of(isos),
      this.profiles.of(campaignId),
    ]);
    const signatures = {
      total: count.total,
      countries: count.byCountry.length,
      asOf: utcDay(this.clock.now()),
    };
    return {
      campaignId,
      day,
      sets,
      claims,
      notes: claims.map(noteOf),
      signatures,
      anchorIn,
      stateIn,
      positionsOn,
      dossierOf,
      signatory: signatureBlock(profile.facts),
      mustBeSigned: this.config.NODE_ENV === 'production',
    };
  }

  /** @param earlier for a follow-up: the unanswered letter, null where there is none @throws StateUnknown */
  compose(iso: string, basis: LetterBasis, reference: string, earlier?: EarlierLetter | null): LetterText {
    const { day, sets } = basis;
    const under = basis.positionsOn(iso, day);
    const positions = Object.fromEntries(under.map(({ convention, position }) => [convention, position])) as Record<
      ConventionCode,
      Position
    >;
    const language = basis.dossierOf(iso).facts.contact_language?.value ?? 'en';
    const own = sets.get(language);
    // A language may have letters and no text that follows them up yet.
    const set = own && (earlier === undefined || own.followUp) ? own : sets.get('en');
    const fallbackFrom = set && set.locale !== language ? language : null;
    const asked = under.flatMap(({ convention, position, specialStatus }) => {
      const audience = audienceOf(position, specialStatus);
      return audience === null ? [] : [{ convention, audience }];
    });
    const empty = { locale: set?.locale ?? 'en', fallbackFrom, positions, asked, templateIds: [], composed: null };
    const refusal = (code: string, detail: string): LetterText => ({ ...empty, holds: [{ code, detail }] });
    const why = ownLetterReasons[iso];
    if (why !== undefined && !asked.some(({ audience }) => audience === 'suspension'))
      return refusal('state.own_letter', why);
    if (!set) return refusal('template.missing', 'There is no approved text in this language or in English.');
    const uncertain = provisionalHold(under);
    if (uncertain) return { ...empty, holds: [uncertain] };
    if (asked.length === 0)
      return refusal(
        'state.not_addressed',
        'There is nothing to request from or thank this State for under either convention.',
      );
    if (earlier !== undefined)
      return this.followUp(iso, set, earlier, basis, reference, { ...empty, locale: set.locale });
    const sections = asked.map(({ convention, audience }) => set.section(convention, audience));
    const missing = asked.find((_, index) => sections[index] === null);
    if (missing)
      return refusal(
        'template.missing',
        `There is no approved section for ${missing.convention}, ${missing.audience}.`,
      );
    const values = letterValues(iso, set.locale, basis, reference, under);
    return this.put(iso, set.frame, sections as TemplateVersion[], values, { ...empty, locale: set.locale }, basis);
  }

  private followUp(
    iso: string,
    set: TemplateSet,
    earlier: EarlierLetter | null,
    basis: LetterBasis,
    reference: string,
    rest: Omit<LetterText, 'holds'>,
  ): LetterText {
    const refusal = (code: string, detail: string): LetterText => ({ ...rest, holds: [{ code, detail }] });
    if (!earlier)
      return refusal('follow_up.nothing_sent', 'No letter was sent to this State that could be followed up.');
    if (!set.followUp) return refusal('template.missing', 'There is no approved follow-up text in this language.');
    const values = letterValues(iso, set.locale, basis, reference, []);
    const about = {
      'earlier.reference': earlier.reference,
      'earlier.day': longDate(utcDay(earlier.sentAt), set.locale),
    };
    return this.put(iso, set.followUp, null, { ...values, ...about }, rest, basis);
  }

  private put(
    iso: string,
    frame: TemplateVersion,
    sections: TemplateVersion[] | null,
    values: FieldValues,
    rest: Omit<LetterText, 'holds'>,
    basis: LetterBasis,
  ): LetterText {
    const { notes, claims } = basis;
    try {
      const composed = composeLetter({
        frame: { subject: frame.subject ?? '', body: frame.body },
        sections,
        values,
        notes,
        cite: (title) => unmarked(citedIn(title, rest.locale)),
        words: this.templates.wordsIn(rest.locale),
      });
      const holds = [...claimHolds(obstaclesAmong(claims, composed.claims)), ...formHolds(iso, rest.locale, basis)];
      return { ...rest, templateIds: [frame.id, ...(sections ?? []).map(({ id }) => id)], composed, holds };
    } catch (error) {
      if (!(error instanceof TemplateFault)) throw error;
      return { ...rest, holds: [{ code: error.code, detail: error.message }] };
    }
  }
}
