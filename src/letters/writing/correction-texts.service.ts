import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { obstaclesAmong } from '../../claims/claims.service.js';
import { Database } from '../../platform/database/database.js';
import { groupBy } from '../../platform/group-by.js';
import { hasCatalogue } from '../../platform/texts/catalogue.js';
import type { ConventionCode, Position } from '../../treaties/position.status.js';
import { claimHolds, type LetterText } from './letter-texts.service.js';
import type { LetterBasis } from './letter-values.js';
import { formHolds, letterValues } from './letter-values.js';
import { composeCorrection, type CorrectedLetter } from './compose-correction.js';
import type { Hold } from './provisional-hold.js';
import { correctionReasons } from './corrections.schema.js';

/** A correction in one language does not quote its facts in another. */
const untranslated = (claims: readonly string[], basis: LetterBasis, locale: string): Hold[] =>
  basis.claims
    .filter(({ key, texts }) => locale !== 'en' && claims.includes(key) && texts[locale] === undefined)
    .map(({ key }) => ({
      code: 'correction.no_text',
      detail: `Claim ${key} has no text in the language of the letter (${locale}). Write this correction by hand.`,
    }));

export type CorrectedLetters = ReadonlyMap<string, (CorrectedLetter & { locale: string })[]>;

/** Composes the letter that corrects earlier ones to the same ministry. */
@Injectable()
export class CorrectionTextsService {
  constructor(private readonly database: Database) {}

  /** In the language of the letters it corrects, English where that has no texts. */
  compose(corrected: CorrectedLetters, iso: string, basis: LetterBasis, reference: string): LetterText {
    const under = basis.positionsOn(iso, basis.day);
    const positions = Object.fromEntries(under.map(({ convention, position }) => [convention, position])) as Record<
      ConventionCode,
      Position
    >;
    const letters = corrected.get(iso) ?? [];
    const wanted = letters[0]?.locale ?? 'en';
    const locale = hasCatalogue(wanted, 'letter-corrections') ? wanted : 'en';
    const shared = { locale, fallbackFrom: locale === wanted ? null : wanted, positions, asked: [], templateIds: [] };
    if (letters.length === 0)
      return {
        ...shared,
        composed: null,
        holds: [{ code: 'correction.nothing', detail: 'There is no letter to this State to correct.' }],
      };
    const facts = new Map(
      basis.claims.flatMap(({ key, texts, correctFact }) => [[key, texts[locale] ?? texts.en ?? correctFact]] as const),
    );
    const values = letterValues(iso, locale, basis, reference, []);
    const { subject, text, claims } = composeCorrection({
      letters,
      facts,
      values,
      locale,
    });
    const holds = [
      ...claimHolds(obstaclesAmong(basis.claims, claims)),
      ...formHolds(iso, locale, basis),
      ...untranslated(claims, basis, locale),
    ];
    const textHash = createHash('sha256').update(`${subject}\n\n${text}`).digest('hex');
    return { ...shared, composed: { subject, text, textHash, claims, missing: [] }, holds };
  }

  /** The letters a run corrects, by State, the earliest first. */
  async correctedBy(runId: string): Promise<CorrectedLetters> {
    const corrections = await this.database.prisma.letterCorrection.findMany({ where: { runId } });
    const where = { id: { in: corrections.map(({ letterId }) => letterId) } };
    const letters = await this.database.prisma.letter.findMany({ where, orderBy: { sentAt: 'asc' } });
    const corrected = letters.flatMap(({ id, iso, reference, sentAt, locale }) => {
      const correction = corrections.find(({ letterId }) => letterId === id);
      return correction && sentAt
        ? [{ iso, reference, sentAt, locale, reasons: correctionReasons.parse(correction.reasons) }]
        : [];
    });
    return groupBy(corrected, ({ iso }) => iso);
  }
}
