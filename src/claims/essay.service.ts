import { Injectable } from '@nestjs/common';
import type { Locale } from '../platform/http/locale.js';
import type { StaffClaim } from './claims.schema.js';
import { ClaimsService } from './claims.service.js';
import { essaySections } from './essay.js';
import { shownIn } from '../platform/texts/in-language.js';

/** A sentence of the founding essay in short form, and what is right about it. */
export interface EssaySentence extends Pick<StaffClaim, 'key' | 'statement' | 'verdict' | 'standing' | 'sources'> {
  /** In the language, else in English. */
  correction: { text: string; locale: Locale };
}

export interface EssaySection {
  heading: string;
  argument: string;
  sentences: EssaySentence[];
}

/** The campaign's founding essay: its argument in our words, and each of its sentences with the verdict of the register. */
@Injectable()
export class EssayService {
  constructor(private readonly claims: ClaimsService) {}

  async read(locale: Locale): Promise<EssaySection[]> {
    const claims = new Map((await this.claims.list()).map((claim) => [claim.key, claim]));
    return essaySections.map(({ heading, argument, claims: keys }) => ({
      heading: shownIn(heading, locale),
      argument: shownIn(argument, locale),
      sentences: keys.flatMap((key) => {
        const claim = claims.get(key);
        return claim ? [sentenceOf(claim, locale)] : [];
      }),
    }));
  }
}

function sentenceOf(
  { key, statement, verdict, standing, sources, texts, correctFact }: StaffClaim,
  locale: Locale,
): EssaySentence {
  const translatedText = texts[locale];
  const correction =
    translatedText === undefined
      ? { text: texts.en ?? correctFact, locale: 'en' as const }
      : { text: translatedText, locale };
  return { key, statement, verdict, standing, sources, correction };
}
