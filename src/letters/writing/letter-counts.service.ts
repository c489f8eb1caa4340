import { Inject, Injectable } from '@nestjs/common';
import { CampaignMetrics } from '../../campaigns/campaign-metrics.service.js';
import { utcDay } from '../../platform/clock.js';
import type { Config } from '../../platform/config/config.js';
import type { Day } from '../../platform/day.js';
import { IntegrityService } from '../../petitions/integrity.service.js';
import { PetitionCounts } from '../../petitions/petition-counts.service.js';
import { PetitionsService } from '../../petitions/petitions.service.js';
import { PetitionVersions } from '../../petitions/versions/petition-versions.service.js';
import { CONFIG } from '../../platform/runtime.js';
import { CountLogs } from '../../transparency/count-logs.service.js';
import type { LetterAnnex } from './annex.js';
import { countryName } from '../../platform/http/country-names.js';
import { catalogue, hasCatalogue } from '../../platform/texts/catalogue.js';
import { longDate, number, periodName } from '../../platform/texts/in-words.js';

/** Counts that accompany a run's letters; stored with the run. */
export interface LetterCounts {
  asOf: Day;
  total: number;
  byCountry: { country: string; count: number }[];
  /** `2027-03`, by the month of confirmation */
  byMonth: { month: string; count: number }[];
  waiting: number;
  setAside: number;
  takenBack: number;
  /** What was signed; missing in runs from before versions were kept */
  petitions?: SignedPetition[];
}

/** A petition with confirmed signatures and the version of its text in force. */
interface SignedPetition {
  /** By language; English always */
  titles: Record<string, string>;
  count: number;
  version: number;
  hash: string;
  publishedOn: Day;
  /** Page of that version, from which all others are reached */
  url: string;
  /** Its public log, up to the last checkpoint; missing where there was none yet */
  log?: { entries: number; root: string; url: string };
}

/** A petition's log as it was when a letter was planned. */
export interface LoggedPetition {
  titles: Record<string, string>;
  entries: number;
  root: string;
  url: string;
}

/** The logs behind the counts of a letter. */
export const logsOf = (counts: LetterCounts | null): LoggedPetition[] =>
  (counts?.petitions ?? []).flatMap(({ titles, log }) => (log ? [{ titles, ...log }] : []));

/** Before the campaign there is nothing to count. */
const beginning = '2026-01-01';

const annexTexts = catalogue('letter-annex');

/** The numbers accompanying a run's letters. */
@Injectable()
export class LetterCountsService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly counted: PetitionCounts,
    private readonly petitions: PetitionsService,
    private readonly versions: PetitionVersions,
    private readonly integrity: IntegrityService,
    private readonly logs: CountLogs,
    private readonly metrics: CampaignMetrics,
  ) {}

  async now(campaignId: string, today: Day): Promise<LetterCounts> {
    const { total, byCountry, bySlug } = await this.counted.of(campaignId);
    const { confirmations = [] } = await this.metrics.progress(campaignId, beginning, today);
    const months = new Map<string, number>();
    for (const { day, n } of confirmations)
      if (n > 0) months.set(day.slice(0, 7), (months.get(day.slice(0, 7)) ?? 0) + n);
    const figures = await Promise.all(
      (await this.petitions.slugsOf(campaignId)).map((slug) => this.integrity.of(slug)),
    );
    const sum = (of: 'waiting' | 'setAside' | 'takenBack'): number => figures.reduce((all, one) => all + one[of], 0);
    const byMonth = [...months]
      .map(([month, count]) => ({ month, count }))
      .sort((a, b) => (a.month < b.month ? -1 : 1));
    return {
      asOf: today,
      total,
      byCountry,
      byMonth,
      waiting: sum('waiting'),
      setAside: sum('setAside'),
      takenBack: sum('takenBack'),
      petitions: await Promise.all([...bySlug].map(([slug, count]) => this.signed(slug, count))),
    };
  }

  private async signed(slug: string, count: number): Promise<SignedPetition> {
    const { number: version, hash, publishedAt, content } = await this.versions.current(slug);
    const titles = Object.fromEntries(Object.entries(content.texts).map(([locale, { title }]) => [locale, title]));
    const url = `${this.config.PUBLIC_URL}/petitions/${slug}/versions/${version}`;
    const log = await this.logs.running(await this.petitions.idOf(slug));
    return {
      ...{ titles, count, version, hash, publishedOn: utcDay(new Date(publishedAt)), url },
      ...(log && {
        log: {
          entries: log.size,
          root: log.root.toString('base64'),
          url: `${this.config.PUBLIC_URL}/petitions/${slug}/log`,
        },
      }),
    };
  }
}

/** The annex in the language of a letter, English where we have no texts in it. */
export function annexOf(counts: LetterCounts, locale: string): LetterAnnex {
  const language = hasCatalogue(locale, 'letter-annex') ? locale : 'en';
  const t = annexTexts(language);
  const { petitions = [] } = counts;
  const shown = (n: number): string => number(n, language);
  return {
    title: t.title({ day: longDate(counts.asOf, language) }),
    method: [
      t.total({ n: shown(counts.total) }),
      ...petitions.flatMap(({ titles, count, version, hash, publishedOn, url, log }) => [
        t.petition({
          title: titles[language] ?? titles.en ?? '',
          n: shown(count),
          version: String(version),
          date: longDate(publishedOn, language),
          hash,
          url,
        }),
        ...(log ? [t.log({ ...log, entries: shown(log.entries) })] : []),
      ]),
      ...(petitions.length > 1 ? [t.twice] : []),
      t.method,
      t.removed({
        waiting: shown(counts.waiting),
        setAside: shown(counts.setAside),
        takenBack: shown(counts.takenBack),
      }),
    ],
    byCountry: {
      heading: t.byCountry,
      rows: counts.byCountry.map(({ country, count }) => ({ label: countryName(country, language), n: shown(count) })),
    },
    byMonth: {
      heading: t.byMonth,
      rows: counts.byMonth.map(({ month, count }) => ({ label: periodName(month, language), n: shown(count) })),
    },
  };
}
