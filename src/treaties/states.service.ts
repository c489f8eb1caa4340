import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { utcDay } from '../platform/clock.js';
import type { Locale } from '../platform/http/locale.js';
import { ConventionUnknown, StateUnknown } from './treaties.errors.js';
import { conventionReference, type ConventionReference } from './treaties.schema.js';
import { nameIn } from './treaty-rows.js';

/** What is known about a state besides its treaty events. */
export interface StateFacts {
  iso: string;
  iso3: string;
  name: string;
  officialName: string;
  unMembership: string;
  region: string;
  subregion: string;
  regionalGroup: string | null;
  bordersRussia: boolean;
  capital: string;
  languages: string[];
  source: string;
}

/** States and conventions by their codes. */
@Injectable()
export class StatesService {
  constructor(private readonly database: Database) {}

  /** Sorted by name in the language. */
  async list(locale: Locale): Promise<StateFacts[]> {
    const rows = await this.database.prisma.state.findMany();
    const collator = new Intl.Collator(locale);
    return rows.map((row) => factsOf(row, locale)).sort((a, b) => collator.compare(a.name, b.name));
  }

  /** @throws StateUnknown */
  async get(iso: string, locale: Locale): Promise<StateFacts> {
    const row = await this.database.prisma.state.findUnique({ where: { iso } });
    if (!row) throw new StateUnknown();
    return factsOf(row, locale);
  }

  /** The same for any state and language, by one query. */
  async all(): Promise<(iso: string, locale: Locale) => StateFacts> {
    const rows = new Map((await this.database.prisma.state.findMany()).map((row) => [row.iso, row]));
    return (iso, locale) => {
      const row = rows.get(iso);
      if (!row) throw new StateUnknown();
      return factsOf(row, locale);
    };
  }

  /** @throws ConventionUnknown */
  async getConvention(code: string): Promise<ConventionReference> {
    const row = await this.database.prisma.convention.findUnique({ where: { code } });
    if (!row) throw new ConventionUnknown();
    const { adoptedOn, openedOn, inForceOn, ...rest } = row;
    return conventionReference.parse({
      ...rest,
      adoptedOn: utcDay(adoptedOn),
      openedOn: utcDay(openedOn),
      inForceOn: utcDay(inForceOn),
    });
  }
}

function factsOf(row: Omit<StateFacts, 'name'> & { names: unknown }, locale: Locale): StateFacts {
  const {
    iso,
    iso3,
    officialName,
    unMembership,
    region,
    subregion,
    regionalGroup,
    bordersRussia,
    capital,
    languages,
    source,
  } = row;
  const name = nameIn(row.names as Record<Locale, string>, locale);
  return {
    iso,
    iso3,
    name,
    officialName,
    unMembership,
    region,
    subregion,
    regionalGroup,
    bordersRussia,
    capital,
    languages,
    source,
  };
}
