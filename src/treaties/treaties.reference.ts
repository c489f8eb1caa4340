import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRequire } from 'node:module';
import { Injectable, Logger } from '@nestjs/common';
import { parse } from 'csv-parse/sync';
import countries, { type LocaleData } from 'i18n-iso-countries';
import { z } from 'zod';
import { Clock } from '../platform/clock.js';
import { Database, type Tx } from '../platform/database/database.js';
import { prismaFolder } from '../platform/database/migrate.js';
import { locales, type Locale } from '../platform/http/locale.js';
import type { Day } from '../platform/day.js';
import { LedgerImportService, type ListFile } from './ledger-import.service.js';
import { LedgerService } from './ledger.service.js';
import { lockLedger } from './ledger.sql.js';
import { conventionCodes } from './position.status.js';
import { ImportRefused } from './treaties.errors.js';
import { conventionReference, referenceEvent } from './treaties.schema.js';

const require = createRequire(import.meta.url);
for (const locale of locales) countries.registerLocale(require(`i18n-iso-countries/langs/${locale}.json`) as LocaleData);

/** As which the program enters what it brings along, and as which that was checked before it was released. */
const enteredBy = 'reference';
const verifiedBy = 'release';

const read = (name: string): string => readFileSync(join(prismaFolder(), 'reference', name), 'utf8');

/** The day to which the lists that come with the program speak. */
const extraEvents = z.object({ asOf: z.iso.date(), events: z.array(z.record(z.string(), z.unknown())) });

/** Loads states, conventions and the ledger at the first start. What exists is never overwritten. */
@Injectable()
export class TreatiesReference {
  private readonly log = new Logger('Treaties');

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly imports: LedgerImportService,
    private readonly ledger: LedgerService,
  ) {}

  /** Several processes may do this at once; one loads, the others find it done. A start that was cut short is taken up again. */
  async load(): Promise<void> {
    const { prisma } = this.database;
    const { asOf, events } = extraEvents.parse(JSON.parse(read('treaty_events.json')));
    if ((await prisma.ledgerImport.count()) === 0) {
      await prisma.state.createMany({ data: statesOfReference(), skipDuplicates: true });
      await prisma.convention.createMany({ data: conventionsOfReference(), skipDuplicates: true });
      await this.loadList({ name: 'treaty_status.csv', text: read('treaty_status.csv'), asOf });
    }
    await this.database.transaction((tx) => this.loadExtra(tx, asOf, events));
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

  private async loadExtra(tx: Tx, asOf: Day, events: Record<string, unknown>[]): Promise<void> {
    for (const code of conventionCodes) await lockLedger(tx, code);
    if ((await tx.treatyEvent.count({ where: { enteredBy, importId: null } })) > 0) return;
    for (const event of events) {
      const { id } = await this.ledger.enter(tx, referenceEvent.parse({ asOf, ...event }), enteredBy, asOf);
      await tx.treatyEventReview.create({
        data: { eventId: id, enteredBy, decision: 'verified', reviewedBy: verifiedBy, reviewedAt: this.clock.now() },
      });
    }
  }
}

/** English names are UN short names; in the other languages those of `state-names.json`, then those of ISO 3166. */
function statesOfReference() {
  const rows: Record<string, string>[] = parse(read('states.csv'), { columns: true, bom: true });
  const corrected = JSON.parse(read('state-names.json')) as Record<string, Partial<Record<Locale, string>>>;
  return rows.map((row) => {
    const of = (column: string): string => row[column] ?? '';
    const iso = of('iso_a2');
    const nameIn = (locale: Locale): string => corrected[iso]?.[locale] ?? countries.getName(iso, locale) ?? of('un_short_name_en');
    return {
      iso,
      iso3: of('iso_a3'),
      names: { en: of('un_short_name_en'), fr: nameIn('fr'), es: nameIn('es'), uk: nameIn('uk') },
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
    .parse(JSON.parse(read('conventions.json')))
    .map(({ adoptedOn, openedOn, inForceOn, ...convention }) => ({
      ...convention,
      adoptedOn: new Date(adoptedOn),
      openedOn: new Date(openedOn),
      inForceOn: new Date(inForceOn),
    }));
