import { Inject, Injectable } from '@nestjs/common';
import { letterhead } from '../../campaigns/profile.values.js';
import { ProfileService } from '../../campaigns/profile.service.js';
import type { Config } from '../../platform/config/config.js';
import { CONFIG } from '../../platform/runtime.js';
import { annexOf, type LetterCounts } from '../writing/letter-counts.service.js';
import type { PrintedDigest } from '../../supporter-letters/digest-pages.js';
import { letterHtml, letterPlain } from '../writing/letter-html.js';

/** The parts of a letter that its files are made from. */
export interface WrittenLetter {
  locale: string;
  reference: string;
  subject: string;
  text: string;
  textHash: string;
}

/** A letter in its formats: one text, as HTML, as plain text and on paper. */
@Injectable()
export class LetterFilesService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly profiles: ProfileService,
  ) {}

  html({ text, locale, subject }: WrittenLetter): string {
    return letterHtml(text, locale, subject, this.config.LETTERS_FOOTER.join('\n'));
  }

  plain({ text }: WrittenLetter): string {
    return letterPlain(text, this.config.LETTERS_FOOTER.join('\n'));
  }

  /** @param digest supporter letters, printed behind it */
  async pdf(
    letter: WrittenLetter,
    campaignId: string,
    counts: LetterCounts | null,
    digest: PrintedDigest | null = null,
  ): Promise<Buffer> {
    const sender = this.config.LETTERS_SENDER ?? letterhead((await this.profiles.of(campaignId)).facts);
    const { LETTERS_FOOTER: footer, LETTERS_PAPER: size, PUBLIC_URL } = this.config;
    const verifyUrl = `${PUBLIC_URL}/letters/${letter.reference}`;
    const { letterPdf } = await import('../paper/letter-pdf.js');
    return letterPdf({
      ...letter,
      sender,
      footer,
      size,
      verifyUrl,
      annex: counts && counts.total > 0 ? annexOf(counts, letter.locale) : null,
      digest,
    });
  }
}
