import { Injectable } from '@nestjs/common';
import type { Day } from '../../platform/day.js';
import type { Locale } from '../../platform/http/locale.js';
import { shownIn } from '../../platform/texts/in-language.js';
import { PositionsService } from '../../treaties/positions.service.js';
import { StatesService } from '../../treaties/states.service.js';
import { addresseesOf, conventionOf, ledgerEvents, type Ledger } from './addressees.js';
import { demandStatus, demandStatuses, type DemandEvent, type DerivedStatus } from './demand.status.js';
import { DemandEvidence, type Evidence } from './demand-evidence.service.js';
import { DemandHistory, eventsFor, type Audience, type HistoryEvent } from './demand-history.service.js';
import type { AddresseeStatus, DemandDetail, DemandSummary } from './demand-view.schema.js';
import { DemandNotFound } from './demands.errors.js';
import type { Demand } from './demands.schema.js';
import { DemandsService } from './demands.service.js';
import { demandTexts } from './demands.texts.js';
import { ruleOf } from './demands.values.js';
import { timelineOf } from './timeline.js';

/** Everything statuses are derived from, read once. */
interface Known {
  today: Day;
  isos: string[];
  nameOf: (iso: string, locale: Locale) => string;
  ledger: Ledger;
  evidence: Evidence[];
  history: HistoryEvent[];
  complete: boolean;
}

interface Standing extends DerivedStatus {
  iso: string | null;
  addressedSince: Day;
}

export interface DemandsOnDay {
  on: Day;
  /** False: letters and replies are not published, and no status depends on them */
  lettersPublic: boolean;
  demands: DemandSummary[];
}

/** Demands with what became of them, for readers. Nothing here is stored. */
@Injectable()
export class DemandViews {
  constructor(
    private readonly demands: DemandsService,
    private readonly evidence: DemandEvidence,
    private readonly history: DemandHistory,
    private readonly states: StatesService,
    private readonly positions: PositionsService,
  ) {}

  /** Published and withdrawn ones. */
  async list(locale: Locale, audience: Audience = 'public'): Promise<DemandsOnDay> {
    const [demands, known] = await Promise.all([this.demands.published(), this.read(audience)]);
    return {
      on: known.today,
      lettersPublic: known.complete,
      demands: demands.map((demand) => summaryOf(demand, standingsOf(demand, known), known, locale)),
    };
  }

  /** @throws DemandNotFound also for a draft */
  async get(slug: string, locale: Locale, audience: Audience = 'public'): Promise<DemandDetail> {
    const [demand, known] = await Promise.all([this.demands.get(slug), this.read(audience)]);
    if (demand.status === 'draft') throw new DemandNotFound();
    return detailOf(demand, known, locale);
  }

  /** All of them, for tables. */
  async all(locale: Locale): Promise<DemandDetail[]> {
    const [demands, known] = await Promise.all([this.demands.published(), this.read('public')]);
    return demands.map((demand) => detailOf(demand, known, locale));
  }

  /** Those addressed to one State, with its status. Withdrawn ones are left out. @param campaignId of this campaign only */
  async ofState(iso: string, locale: Locale, audience: Audience = 'public', campaignId: string | null = null) {
    const [demands, known] = await Promise.all([this.demands.published(), this.read(audience, iso)]);
    return demands
      .filter(({ status }) => status === 'published')
      .filter((demand) => campaignId === null || demand.campaignId === campaignId)
      .flatMap((demand) =>
        standingsOf(demand, known, iso).map((standing) => ({
          slug: demand.slug,
          title: titleOf(demand, locale),
          due: demand.due,
          ...statusOf(standing, known, locale),
        })),
      );
  }

  /** @param only what concerns this State */
  private async read(audience: Audience, only: string | null = null): Promise<Known> {
    const [today, states, ofState, ledger, evidence, history] = await Promise.all([
      this.demands.today(),
      this.states.list('en'),
      this.states.all(),
      this.positions.ofStates(only),
      this.evidence.all(),
      this.history.read(audience),
    ]);
    return {
      today,
      isos: states.map(({ iso }) => iso),
      nameOf: (iso, locale) => ofState(iso, locale).name,
      ledger,
      evidence: evidence.filter(({ review }) => review?.decision === 'confirmed'),
      history: history.events,
      complete: history.complete,
    };
  }
}

/** @param only this State */
function standingsOf(demand: Demand, known: Known, only?: string): Standing[] {
  const { statedOn, withdrawnOn, acts, due } = demand;
  if (statedOn === null) return [];
  const scope = { ...demand, statedOn };
  // A clock that is behind, or a withdrawal: nothing is told about later days.
  const on = [withdrawnOn ?? known.today, statedOn].reduce((a, b) => (a > b ? a : b));
  const isos = only === undefined ? known.isos : [only];
  return addresseesOf(scope, isos, known.ledger, on)
    .filter(({ iso }) => only === undefined || iso === only)
    .map(({ iso, since }) => {
      const events: DemandEvent[] = [
        ...(iso === null ? [] : ledgerEvents(known.ledger(iso, on), conventionOf(scope))),
        ...(iso === null ? [] : eventsFor(known.history, iso, demand)),
        ...known.evidence.filter((one) => one.demandId === demand.id && one.iso === iso).map(evidenceEvent),
      ];
      return { iso, addressedSince: since, ...demandStatus({ acts, since, due }, events, on) };
    });
}

const evidenceEvent = ({ happenedOn, act, statement, sourceTitle, sourceUrl }: Evidence): DemandEvent => ({
  on: happenedOn,
  in: null,
  what: 'evidence',
  act,
  statement,
  source: { title: sourceTitle, url: sourceUrl },
});

const titleOf = ({ texts }: Demand, locale: Locale): string =>
  shownIn(Object.fromEntries(Object.entries(texts).map(([code, text]) => [code, text?.title])), locale);

function summaryOf(demand: Demand, standings: readonly Standing[], known: Known, locale: Locale): DemandSummary {
  const { slug, status, addresseeKind: kind, addresseeCode: code, acts, statedOn, due, replaces, replacedBy } = demand;
  const counted = demandStatuses.map((one) => [one, standings.filter((standing) => standing.status === one).length]);
  return {
    slug,
    title: titleOf(demand, locale),
    lifecycle: status === 'withdrawn' ? 'withdrawn' : 'published',
    addressee: { kind, code, name: addresseeName(demand, known, locale) },
    acts,
    convention: conventionOf({ ...demand, statedOn: statedOn ?? known.today }),
    statedOn: statedOn ?? known.today,
    due,
    inTheNameOf: demand.sourceNames && shownIn(demand.sourceNames, locale),
    addresseeCount: standings.length,
    counts: Object.fromEntries(counted) as DemandSummary['counts'],
    replaces,
    replacedBy,
  };
}

function detailOf(demand: Demand, known: Known, locale: Locale): DemandDetail {
  const standings = standingsOf(demand, known);
  const language = demand.texts[locale] ? locale : 'en';
  const { ask = '', reasons = [], law = [] } = demand.texts[language] ?? {};
  const byName = new Intl.Collator(locale);
  return {
    on: known.today,
    lettersPublic: known.complete,
    ...summaryOf(demand, standings, known, locale),
    language,
    ask,
    reasons,
    law,
    basis: demand.basis,
    withdrawnOn: demand.withdrawnOn,
    withdrawnReason: demand.withdrawnReason,
    addressees: standings
      .map((standing) => statusOf(standing, known, locale, addresseeName(demand, known, locale)))
      .sort((a, b) => byName.compare(a.name, b.name)),
    timeline: timelineOf(demand, standings),
  };
}

function statusOf(standing: Standing, known: Known, locale: Locale, institution = ''): AddresseeStatus {
  const { iso, addressedSince, status, since, sinceIn, stance, metActs } = standing;
  const name = iso === null ? institution : known.nameOf(iso, locale);
  return { iso, name, addressedSince, status, since, sinceIn, stance, metActs };
}

function addresseeName({ addresseeKind, addresseeCode, addresseeNames }: Demand, known: Known, locale: Locale): string {
  if (addresseeKind === 'institution' || addresseeCode === null) return shownIn(addresseeNames ?? {}, locale);
  if (addresseeKind === 'state') return known.nameOf(addresseeCode, locale);
  const { group, convention } = ruleOf(addresseeCode);
  return demandTexts(locale).groups[group][convention];
}
