import { Injectable } from '@nestjs/common';
import { CampaignMetrics } from '../../campaigns/campaign-metrics.service.js';
import type { Day } from '../../platform/day.js';
import { IntegrityService } from '../../petitions/integrity.service.js';
import { PetitionsService } from '../../petitions/petitions.service.js';
import type { LetterAnnex } from './annex.js';
import { countryName } from '../../platform/http/country-names.js';

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
}

/** Before the campaign there is nothing to count. */
const beginning = '2026-01-01';

const words = {
  en: {
    title: (day: string) => `Annex: signatures as of ${day}`,
    method:
      'Each signature was confirmed by its owner from the mailbox given; one mailbox counts once, however its address is spelt. Countries are as the signatories state them.',
    removed: (waiting: string, setAside: string, takenBack: string) =>
      `Not counted: ${waiting} not confirmed yet, ${setAside} set aside by our checks against automatic and repeated sign-ups, ${takenBack} taken back by their owners.`,
    total: (n: string) => `Confirmed signatures: ${n}.`,
    byCountry: 'By country',
    byMonth: 'By month of confirmation',
  },
  fr: {
    title: (day: string) => `Annexe : signatures au ${day}`,
    method:
      'Chaque signature a été confirmée par son auteur depuis la boîte aux lettres indiquée ; une boîte compte une fois, quelle que soit l’écriture de son adresse. Les pays sont ceux que les signataires déclarent.',
    removed: (waiting: string, setAside: string, takenBack: string) =>
      `Non comptées : ${waiting} pas encore confirmées, ${setAside} écartées par nos contrôles contre les signatures automatiques et répétées, ${takenBack} retirées par leurs auteurs.`,
    total: (n: string) => `Signatures confirmées : ${n}.`,
    byCountry: 'Par pays',
    byMonth: 'Par mois de confirmation',
  },
  es: {
    title: (day: string) => `Anexo: firmas a ${day}`,
    method:
      'Cada firma fue confirmada por su titular desde el buzón indicado; un buzón cuenta una vez, se escriba como se escriba su dirección. Los países son los que declaran los firmantes.',
    removed: (waiting: string, setAside: string, takenBack: string) =>
      `No contadas: ${waiting} sin confirmar, ${setAside} apartadas por nuestros controles contra firmas automáticas y repetidas, ${takenBack} retiradas por sus titulares.`,
    total: (n: string) => `Firmas confirmadas: ${n}.`,
    byCountry: 'Por país',
    byMonth: 'Por mes de confirmación',
  },
};

/** The numbers accompanying a run's letters. */
@Injectable()
export class LetterCountsService {
  constructor(
    private readonly petitions: PetitionsService,
    private readonly integrity: IntegrityService,
    private readonly metrics: CampaignMetrics,
  ) {}

  async now(campaignId: string, today: Day): Promise<LetterCounts> {
    const { total, byCountry } = await this.petitions.countOf(campaignId);
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
    };
  }
}

/** The annex in the language of a letter, English where we have no texts in it. */
export function annexOf(counts: LetterCounts, locale: string): LetterAnnex {
  const language = locale === 'fr' || locale === 'es' ? locale : 'en';
  const t = words[language];
  const number = (n: number): string => new Intl.NumberFormat(language).format(n);
  const date = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, { dateStyle: 'long', timeZone: 'UTC' });
  return {
    title: t.title(date.format(new Date(counts.asOf))),
    method: [
      t.total(number(counts.total)),
      t.method,
      t.removed(number(counts.waiting), number(counts.setAside), number(counts.takenBack)),
    ],
    byCountry: {
      heading: t.byCountry,
      rows: counts.byCountry.map(({ country, count }) => ({ label: countryName(country, language), n: number(count) })),
    },
    byMonth: {
      heading: t.byMonth,
      rows: counts.byMonth.map(({ month, count }) => ({ label: month, n: number(count) })),
    },
  };
}
