import { lockUntilCommit } from '../platform/database/advisory-locks.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { parse } from 'csv-parse/sync';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { prismaFolder } from '../platform/database/migrate.js';
import { newId } from '../platform/ids.js';
import type { Confidence, MinistryField } from './ministries.values.js';

/** Author recorded for bundled data. */
export const referenceActor = 'reference';

interface Fact {
  iso: string;
  field: MinistryField;
  value: string;
  source: string;
  confidence: Confidence;
}

/** Loads the bundled facts about ministries. A field in which staff have entered anything is unchanged. */
@Injectable()
export class MinistriesReference {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Several processes may do this at once. @returns facts that were new */
  async load(): Promise<number> {
    return this.database.transaction(async (tx) => {
      await lockUntilCommit(tx, 'ministryReference');
      const newest = new Map(
        (await tx.ministryFact.findMany({ orderBy: { seq: 'asc' } })).map((fact) => [
          `${fact.iso} ${fact.field}`,
          fact,
        ]),
      );
      const fresh = ministryFactsOfReference().filter(({ iso, field, value, source, confidence }) => {
        const held = newest.get(`${iso} ${field}`);
        const isOurs = held?.enteredBy === referenceActor;
        return !held || (isOurs && (held.value !== value || held.source !== source || held.confidence !== confidence));
      });
      const enteredAt = this.clock.now();
      await tx.ministryFact.createMany({
        data: fresh.map((fact) => ({ id: newId(), ...fact, enteredBy: referenceActor, enteredAt })),
      });
      return fresh.length;
    });
  }
}

type Reader = (column: string) => string;

/** Columns of the file: field, and where its value, source and confidence are. Ungraded ones are low. */
const columns: {
  field: MinistryField;
  value: string;
  source: (of: Reader) => string;
  confidence?: (of: Reader) => string;
}[] = [
  {
    field: 'name_en',
    value: 'ministry_name_en',
    source: (of) => of('ministry_name_en_source'),
    confidence: (of) => of('ministry_name_en_confidence'),
  },
  { field: 'name_native', value: 'ministry_name_native', source: (of) => of('ministry_name_native_source') },
  {
    field: 'head_title_en',
    value: 'head_title_en',
    source: () => 'general knowledge, to verify',
    confidence: (of) => of('head_title_confidence'),
  },
  {
    field: 'city',
    value: 'city',
    source: (of) => of('city_source'),
    confidence: (of) => (of('city_source').startsWith('world-countries') ? 'medium' : 'low'),
  },
  { field: 'postal_address', value: 'postal_address', source: () => 'not recorded, to verify' },
  {
    field: 'website',
    value: 'website',
    source: (of) => `third-party lists ${of('website_sources')}`,
    confidence: (of) => of('website_confidence'),
  },
  {
    field: 'contact_language',
    value: 'contact_language',
    source: () => 'derived from the official languages, to verify',
    confidence: () => 'medium',
  },
  // After the language they are in: a name entered before the language changed is of another language.
  {
    field: 'head_title_local',
    value: 'head_title_local',
    source: () => 'general knowledge, to verify',
    confidence: () => 'medium',
  },
  {
    field: 'name_local',
    value: 'ministry_name_local',
    source: () => 'general knowledge, to verify',
    confidence: () => 'medium',
  },
  { field: 'salutation', value: 'salutation', source: (of) => of('salutation_source') },
  { field: 'note', value: 'notes', source: () => 'compiled with the list of ministries, to verify' },
];

/** Blank cells make no fact. */
export function ministryFactsOfReference(): Fact[] {
  const rows: Record<string, string>[] = parse(readFileSync(join(prismaFolder(), 'reference', 'ministries.csv')), {
    columns: true,
    bom: true,
  });
  return rows.flatMap((row) => {
    const of: Reader = (column) => row[column]?.trim() ?? '';
    return columns
      .filter(({ value }) => of(value) !== '')
      .map(({ field, value, source, confidence }) => ({
        iso: of('iso_a2'),
        field,
        value: of(value),
        source: source(of) || 'not recorded, to verify',
        confidence: (confidence?.(of) || 'low') as Confidence,
      }));
  });
}
