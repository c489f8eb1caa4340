import { lockOneUntilCommit } from '../platform/database/advisory-locks.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { Injectable, Logger } from '@nestjs/common';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { TreatyEvent } from '../generated/prisma/client.js';
import { Clock, utcDay } from '../platform/clock.js';
import { Database, type Tx } from '../platform/database/database.js';
import { prismaFolder } from '../platform/database/migrate.js';
import { countryName } from '../platform/http/country-names.js';
import { locales } from '../platform/http/locale.js';
import type { Day } from '../platform/day.js';
import { LedgerImportService, type ListFile } from './ledger-import.service.js';
import { LedgerService } from './ledger.service.js';
import { eventKinds, type EventKind } from './event.values.js';
import type { LedgerEvent } from './ledger-event.js';
import { wholeHistoryIn } from './ledger.sql.js';
import { conventionCodes, type ConventionCode } from './position.status.js';
import { ImportRefused, LedgerRefused } from './treaties.errors.js';
import { conventionReference, referenceEvent, type NewTreatyEvent } from './treaties.schema.js';
import { withTexts } from '../platform/texts/reference-texts.js';

/** Recorded author of bundled data, and recorded reviewer before its release. */
const enteredBy = 'reference';
const verifiedBy = 'release';

const read = (name: string): string => readFileSync(join(prismaFolder(), 'reference', name), 'utf8');

/** The day on which the release was compiled, events besides the list, and incorrect events of earlier releases. */
const extraEvents = z.object({
  asOf: z.iso.date(),
  events: z.array(z.record(z.string(), z.unknown())),
  withdrawn: z.array(
    z.object({
      iso: z.string(),
      convention: z.enum(conventionCodes),
      kind: z.enum(eventKinds),
      on: z.iso.date().nullable().default(null),
      in: z.string().nullable().default(null),
      note: z.string(),
    }),
  ),
});
type Extra = z.output<typeof extraEvents>;

/** Loads states, conventions and the ledger. What staff have entered or decided is never overwritten. */
@Injectable()
export class TreatiesReference {
  private readonly log = new Logger('Treaties');

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly imports: LedgerImportService,
    private readonly ledger: LedgerService,
  ) {}

  /** Several processes may do this at once; one loads, the others find it done. An interrupted start is resumed. */
  async load(): Promise<void> {
    const { prisma } = this.database;
    const extra = extraEvents.parse(JSON.parse(read('treaty_events.json')));
    await this.loadStates();
    await this.loadConventions();
    if ((await prisma.ledgerImport.count()) === 0) {
      await this.loadList({ name: 'treaty_status.csv', text: read('treaty_status.csv'), asOf: extra.asOf });
    }
    await this.database.transaction((tx) => this.loadExtra(tx, extra));
  }

  /** Names and attributes of States come only from the release: nobody can change them here, so a newer release updates them. */
  private async loadStates(): Promise<void> {
    const { prisma } = this.database;
    const states = statesOfReference();
    const held = new Map((await prisma.state.findMany()).map((row) => [row.iso, row]));
    await prisma.state.createMany({ data: states.filter(({ iso }) => !held.has(iso)), skipDuplicates: true });
    for (const state of states) {
      const row = held.get(state.iso);
      if (row && !isDeepStrictEqual(row, state)) await prisma.state.update({ where: { iso: state.iso }, data: state });
    }
  }

  /** As with States; a language that was added since is in the newer release. */
  private async loadConventions(): Promise<void> {
    const { prisma } = this.database;
    const conventions = conventionsOfReference();
    const held = new Map((await prisma.convention.findMany()).map((row) => [row.code, row]));
    await prisma.convention.createMany({
      data: conventions.filter(({ code }) => !held.has(code)),
      skipDuplicates: true,
    });
    for (const convention of conventions) {
      const row = held.get(convention.code);
      if (row && !isDeepStrictEqual({ ...row, ...convention }, row))
        await prisma.convention.update({ where: { code: convention.code }, data: convention });
    }
  }

  private async loadList(file: ListFile): Promise<void> {
    try {
      await this.imports.execute(file, { actor: enteredBy, hash: null, verifiedBy });
      this.log.log('The treaty ledger is loaded.');
    } catch (error) {
      // Another process may have been faster.
      if (!(error instanceof ImportRefused) || error.code !== 'ledger.import_duplicate') throw error;
    }
  }

  /**
   * Enters the release's events besides the list, and corrects those of an earlier release. What staff entered, corrected or voided is unchanged, and
   * an event that conflicts with theirs is left out.
   */
  private async loadExtra(tx: Tx, { asOf, events, withdrawn }: Extra): Promise<void> {
    for (const code of conventionCodes) await lockOneUntilCommit(tx, 'ledger', code);
    const history = await wholeHistoryIn(tx);
    const ours = await tx.treatyEvent.findMany({ where: { enteredBy } });
    const ourIds = new Set(ours.map(({ id }) => id));
    for (const fields of withdrawn) {
      const held = history.find((one) => isSame(one, fields) && ourIds.has(one.id));
      if (held) await this.enterVerified(tx, { ...held, note: fields.note, voids: true, supersedes: held.id }, asOf);
    }
    for (const fields of events) {
      const event = referenceEvent.parse({ asOf, ...fields });
      const held = history.find((one) => isSame(one, event));
      const isDone = held
        ? !ourIds.has(held.id) || saysTheSame(held, event)
        : ours.some((row) => isSame(rowAsEvent(row), event));
      if (!isDone) await this.enterVerified(tx, { ...event, supersedes: held?.id ?? null }, asOf);
    }
  }

  private async enterVerified(tx: Tx, event: NewTreatyEvent, asOf: Day): Promise<void> {
    try {
      const { id } = await this.ledger.enter(tx, event, enteredBy, asOf);
      await tx.treatyEventReview.create({
        data: { eventId: id, enteredBy, decision: 'verified', reviewedBy: verifiedBy, reviewedAt: this.clock.now() },
      });
    } catch (error) {
      if (!(error instanceof LedgerRefused)) throw error;
      this.log.warn(`Left out: ${event.kind} of ${event.iso}, ${event.convention}: ${error.message}`);
    }
  }
}

type Told = Pick<LedgerEvent, 'iso' | 'convention' | 'kind' | 'on' | 'in'>;
const isSame = (a: Told, b: Told): boolean =>
  a.iso === b.iso && a.convention === b.convention && a.kind === b.kind && a.on === b.on && a.in === b.in;

const rowAsEvent = ({ iso, convention, kind, happenedOn, happenedIn }: TreatyEvent): Told => ({
  iso,
  convention: convention as ConventionCode,
  kind: kind as EventKind,
  on: happenedOn && utcDay(happenedOn),
  in: happenedIn,
});

const saysTheSame = (a: LedgerEvent, b: NewTreatyEvent): boolean =>
  a.note === b.note &&
  a.sourceTitle === b.sourceTitle &&
  a.sourceUrl === b.sourceUrl &&
  a.notification === b.notification &&
  a.asOf === b.asOf &&
  a.confidence === b.confidence;

function statesOfReference() {
  const rows: Record<string, string>[] = parse(read('states.csv'), { columns: true, bom: true });
  return rows.map((row) => {
    const of = (column: string): string => row[column] ?? '';
    const iso = of('iso_a2');
    return {
      iso,
      iso3: of('iso_a3'),
      names: Object.fromEntries(locales.map((locale) => [locale, countryName(iso, locale)])),
      officialName: of('official_name_en'),
      unMembership: of('un_membership'),
      region: of('un_region_m49'),
      subregion: of('un_subregion_m49'),
      regionalGroup: of('un_regional_group') || null,
      bordersRussia: of('borders_russia') === 'y',
      bordersChina: of('borders_china') === 'y',
      bordersNorthKorea: of('borders_north_korea') === 'y',
      capital: of('capital'),
      languages: of('official_languages_iso639').split('|').filter(Boolean),
      contactLanguage: of('contact_language'),
      note: null,
      source: of('source'),
    };
  });
}

const conventionsOfReference = () =>
  z
    .array(conventionReference)
    .parse(withTexts(JSON.parse(read('conventions.json')), 'conventions'))
    .map(({ adoptedOn, openedOn, inForceOn, ...convention }) => ({
      ...convention,
      adoptedOn: new Date(adoptedOn),
      openedOn: new Date(openedOn),
      inForceOn: new Date(inForceOn),
    }));
