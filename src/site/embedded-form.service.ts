import { SiteCampaigns } from './site-campaigns.service.js';
import { Inject, Injectable } from '@nestjs/common';
import { ThemeService } from '../campaigns/theme/theme.service.js';
import { inkOn } from '../campaigns/theme/theme.values.js';
import type { Config } from '../platform/config/config.js';
import { directionOf, type Locale } from '../platform/http/locale.js';
import { CONFIG } from '../platform/runtime.js';
import type { AskedQuestion } from '../petitions/form/petition-form.schema.js';
import type { PublicPetition } from '../petitions/petitions.schema.js';
import { PetitionsService } from '../petitions/petitions.service.js';
import { SignupGuard } from '../supporters/signup-guard.service.js';
import { countryList } from './countries.js';
import { embeddedForm, type EmbeddedForm } from './embed.schema.js';
import { embedTexts, legalTexts, lifeTexts, texts } from './texts.js';
import { longDate, number } from '../platform/texts/in-words.js';
import { unmarkedParts } from '../platform/texts/fallback.js';

/** Among these is a number of each plural category of every language. */
const samples = [...Array.from({ length: 121 }, (_, n) => n), 1_000_000];
const mark = '#';
/** All fields of the form together, with those of three questions */
const fieldsInForm = 12;

/** Describes the sign-up form for pages of other websites. */
@Injectable()
export class EmbeddedForms {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly petitions: PetitionsService,
    private readonly guard: SignupGuard,
    private readonly sites: SiteCampaigns,
    private readonly themes: ThemeService,
  ) {}

  /** @throws PetitionNotFound */
  async describe(slug: string, locale: Locale): Promise<EmbeddedForm> {
    const [petition, offers] = await Promise.all([
      this.petitions.getPublic(slug, locale),
      this.petitions.offers(slug, locale),
    ]);
    const campaignId = await this.petitions.campaignOf(slug);
    const base = await this.sites.legalBaseOf(campaignId);
    const { onLight, onDark } = await this.themes.of(campaignId);
    const page = `${this.config.PUBLIC_URL}/petitions/${slug}`;
    return embeddedForm.parse(
      unmarkedParts({
        ...petition,
        locale,
        direction: directionOf(locale) ?? 'ltr',
        page,
        colours: onLight && onDark ? { light: withInk(onLight), dark: withInk(onDark) } : null,
        privacy: {
          url: `${this.config.PUBLIC_URL}${base}/privacy?lang=${locale}`,
          name: legalTexts(locale).nav.privacy,
        },
        offers,
        stamp: this.guard.stamp(),
        countries: countryList(locale, petition.countries),
        fields: {
          ...petition.fields,
          questions: petition.fields.questions.map((question) => withPurpose(question, locale)),
        },
        words: wordsOf(petition, locale, new URL(page).host),
      }),
    );
  }
}

const withInk = (accent: string) => ({ accent, ink: inkOn(accent) });

const withPurpose = (question: AskedQuestion, locale: Locale): AskedQuestion => ({
  ...question,
  purpose: lifeTexts(locale).terms.purpose({ purpose: question.purpose }),
});

function wordsOf(petition: PublicPetition, locale: Locale, host: string): EmbeddedForm['words'] {
  const { counter, petition: about, form, faults, thanks, error } = texts(locale);
  const { runBy, read, failed } = embedTexts(locale);
  const category = new Intl.PluralRules(locale);
  const byCategory = new Map(samples.map((n) => [category.select(n), n]));
  const day = longDate(petition.opensOn, locale);
  const notOpen = { open: null, closed: about.closed, upcoming: about.upcoming({ date: day }) }[petition.status];
  return {
    // The page puts its number where the example stands.
    signed: Object.fromEntries(
      [...byCategory].map(([form, n]) => [form, counter.signed({ n }).replace(number(n, locale), mark)]),
    ),
    goal: counter.goal({ shown: mark }),
    verified: about.verified,
    notOpen,
    read,
    runBy: runBy({ host }),
    form: Object.fromEntries(
      Object.entries(form).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
    ),
    answers: lifeTexts(locale).terms,
    recipients: form.recipients,
    problems: Array.from({ length: fieldsInForm }, (_, index) => form.problems({ n: index + 1 })),
    faults,
    thanks: { heading: thanks.heading, body: thanks.body, steps: [...thanks.steps] },
    refusals: {
      closed: error.closed.body,
      busy: error.busy.body,
      tooMany: error.tooMany.body,
      failed,
      other: error.other.body,
    },
  };
}
