import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { Database } from '../platform/database/database.js';
import { prismaFolder } from '../platform/database/migrate.js';
import { addDays } from '../platform/day.js';
import { newId } from '../platform/ids.js';
import { referenceReviewer } from './claim.status.js';
import { claimRow, claimWordings } from './claims.schema.js';
import { withTexts } from '../platform/texts/reference-texts.js';

/** The day on which the bundled register was compiled. */
const compiledOn = '2026-11-23';
/** Claims without a public wording are reviewed twice a year too. */
const defaultReviewDays = 182;

const read = (name: string): string => readFileSync(join(prismaFolder(), 'reference', name), 'utf8');

/** Loads the bundled claims. One that staff have checked or retired is never overwritten; the others follow the release. */
@Injectable()
export class ClaimsReference {
  constructor(private readonly database: Database) {}

  async load(): Promise<void> {
    const claims = claimsOfReference();
    const { prisma } = this.database;
    const known = new Map(
      (await prisma.claim.findMany({ include: { sources: { orderBy: { position: 'asc' } }, texts: true } })).map(
        (row) => [row.key, row],
      ),
    );
    const fresh = claims.filter(({ claim }) => !known.has(claim.key));
    const changed = claims.filter(({ claim, ...rest }) => {
      const held = known.get(claim.key);
      return (
        held?.reviewer === referenceReviewer && held.retiredAt === null && told(held) !== told({ ...claim, ...rest })
      );
    });
    if (fresh.length + changed.length === 0) return;
    await this.database.transaction(async (tx) => {
      await tx.claim.createMany({ data: fresh.map(({ claim }) => claim), skipDuplicates: true });
      await tx.claimSource.createMany({ data: fresh.flatMap(({ sources }) => sources), skipDuplicates: true });
      await tx.claimText.createMany({ data: fresh.flatMap(({ texts }) => texts), skipDuplicates: true });
      for (const { claim, sources, texts } of changed) {
        const claimKey = claim.key;
        // A person may have checked it since it was read.
        const { count } = await tx.claim.updateMany({
          where: { key: claimKey, reviewer: referenceReviewer, retiredAt: null },
          data: claim,
        });
        if (count === 0) continue;
        await tx.claimSource.deleteMany({ where: { claimKey } });
        await tx.claimSource.createMany({ data: sources });
        for (const { locale, text } of texts)
          await tx.claimText.upsert({
            where: { claimKey_locale: { claimKey, locale } },
            create: { claimKey, locale, text },
            update: { text },
          });
      }
    });
  }
}

interface Told {
  statement: string;
  verdict: string;
  correctFact: string;
  confidence: string;
  lastCheckedOn: Date;
  expiresOn: Date;
  sources: readonly { title: string; url: string | null }[];
  texts: readonly { locale: string; text: string }[];
}

/** All content of a claim, for comparison. */
const told = ({
  statement,
  verdict,
  correctFact,
  confidence,
  lastCheckedOn,
  expiresOn,
  sources,
  texts,
}: Told): string =>
  JSON.stringify([
    [statement, verdict, correctFact, confidence, lastCheckedOn, expiresOn],
    sources.map(({ title, url }) => [title, url]),
    texts.map(({ locale, text }) => [locale, text]).sort(),
  ]);

export function claimsOfReference() {
  const rows = z.array(claimRow).parse(parse(read('claims.csv'), { columns: true, bom: true }));
  const { claims: wordings } = claimWordings.parse(withTexts(JSON.parse(read('claims.json')), 'claims'));
  const additional = wordings
    .filter(({ key }) => !rows.some((row) => row.key === key))
    .map(({ key, compiledOn: _, ...wording }) =>
      claimRow.parse({
        ...wording,
        key,
        correct_fact: wording.correctFact,
        source: wording.sources.map(({ title }) => title).join('; '),
      }),
    );
  return [...rows, ...additional].map(({ key, correct_fact: correctFact, source, ...row }) => {
    const wording = wordings.find((one) => one.key === key);
    const on = wording?.compiledOn ?? compiledOn;
    const sources =
      wording?.sources ?? source.split(';').map((title) => ({ title: title.trim(), url: null, archivedHash: null }));
    return {
      claim: {
        key,
        ...row,
        correctFact,
        reviewer: referenceReviewer,
        lastCheckedOn: new Date(on),
        expiresOn: new Date(addDays(on, wording?.reviewDays ?? defaultReviewDays)),
      },
      sources: sources.map((one, position) => ({ id: newId(), claimKey: key, position, ...one })),
      texts: Object.entries(wording?.texts ?? {}).map(([locale, text]) => ({ claimKey: key, locale, text })),
    };
  });
}
