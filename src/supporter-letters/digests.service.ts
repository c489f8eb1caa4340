import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../platform/config/config.js';
import { Database, type Tx } from '../platform/database/database.js';
import { CONFIG } from '../platform/runtime.js';
import { Tokens } from '../platform/tokens.js';
import { digestPdf, type PrintedDigest } from './digest-pages.js';
import { digestOf } from './digest.js';
import { DigestMoved } from './personal-letters.errors.js';
import { holdingLetters, settleEnclosed, type HoldingLetter } from './personal-letters.sql.js';
import { lettersPerDigest, type PersonalLetterStatus } from './personal-letters.status.js';

/** What of the letters by supporters is part of a plan; kept with the campaign's letter. */
export interface PlannedDigest {
  ids: string[];
  /** Keyed hash over names, countries, moments and texts, hexadecimal: it stays when they are erased, and tells a thief nothing */
  hash: string;
  /** How many waited for the ministry, those of the digest included */
  waiting: number;
}

/** Of the campaign's letter, what its digest depends on. */
export interface CarryingLetter {
  id: string;
  iso: string;
  reference: string;
  locale: string;
  digest: unknown;
  run: { campaignId: string };
}

/** What goes with a letter now: those of the plan that still hold. */
export interface Enclosure {
  letters: HoldingLetter[];
  planned: number;
  waiting: number;
}

/** How many letters were planned, how many go, and how many were withdrawn in between. */
export interface EnclosedCount {
  planned: number;
  enclosed: number;
  dropped: number;
}

/** What becomes of enclosed letters with the one they go with. */
export type EnclosedFate = 'delivered' | 'unsure' | 'accepted';

/** Letters by supporters on their way: counted into a plan, read again when they leave, and settled with the letter they go with. */
@Injectable()
export class DigestsService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly tokens: Tokens,
  ) {}

  /** States for which accepted letters wait. */
  async statesWithLetters(campaignId: string): Promise<ReadonlySet<string>> {
    const where = { campaignId, status: 'accepted' satisfies PersonalLetterStatus, erasedAt: null };
    return new Set((await this.database.prisma.personalLetter.groupBy({ by: ['iso'], where })).map(({ iso }) => iso));
  }

  /** The letters that would go to a State now; null where there are none. */
  async plan(campaignId: string, iso: string): Promise<PlannedDigest | null> {
    const letters = await holdingLetters(this.database.prisma, campaignId, iso, null, lettersPerDigest);
    if (letters.length === 0) return null;
    return {
      ids: letters.map(({ id }) => id),
      hash: this.hashOf(letters),
      waiting: letters[0]?.waiting ?? letters.length,
    };
  }

  /** What of the plan still holds: a letter or a consent that was taken back since is the one thing that may differ. Null: nothing to enclose. */
  async enclosureOf({ iso, digest, run }: CarryingLetter, tx: Tx = this.database.prisma): Promise<Enclosure | null> {
    const planned = digest as PlannedDigest | null;
    if (!planned) return null;
    const letters = await holdingLetters(tx, run.campaignId, iso, planned.ids, lettersPerDigest);
    return { letters, planned: planned.ids.length, waiting: planned.waiting - (planned.ids.length - letters.length) };
  }

  /** What is, or was, in the envelope: of a letter that has gone what it took along and was not taken back since, else what would go now. */
  async contentsOf(letter: CarryingLetter): Promise<Enclosure | null> {
    const where = { letterId: letter.id, erasedAt: null };
    const rows = await this.database.prisma.personalLetter.findMany({
      where,
      orderBy: [{ confirmedAt: 'asc' }, { id: 'asc' }],
    });
    if (rows.length === 0) return this.enclosureOf(letter);
    const letters = rows.flatMap(({ id, name, country, text, confirmedAt }) =>
      name === null || country === null || text === null || confirmedAt === null
        ? []
        : [{ id, name, country, text, confirmedAt }],
    );
    const planned = letter.digest as PlannedDigest | null;
    return { letters, planned: planned?.ids.length ?? letters.length, waiting: planned?.waiting ?? letters.length };
  }

  print({ reference, locale }: CarryingLetter, { letters, waiting }: Enclosure): PrintedDigest | null {
    return letters.length === 0 ? null : digestOf(letters, waiting, reference, locale);
  }

  /** The digest as a file of its own; null when nothing is left of it. */
  async file(
    letter: CarryingLetter,
    enclosure: Enclosure | null,
  ): Promise<{ filename: string; contentType: string; content: Buffer } | null> {
    const printed = enclosure && this.print(letter, enclosure);
    if (!printed) return null;
    const { LETTERS_PAPER: size, LETTERS_FOOTER: footer } = this.config;
    const content = await digestPdf(printed, { reference: letter.reference, locale: letter.locale, size, footer });
    return { filename: `${letter.reference}-letters.pdf`, contentType: 'application/pdf', content };
  }

  /**
   * Takes the enclosed letters for a letter that is about to leave, in the transaction that claims it. Null: there was nothing to enclose.
   * @throws DigestMoved when one of them was taken back since the enclosure was read: the transaction ends and all waits for the next try
   */
  async enclose(tx: Tx, letter: CarryingLetter, enclosure: Enclosure | null): Promise<EnclosedCount | null> {
    if (!enclosure) return null;
    const ids = enclosure.letters.map(({ id }) => id);
    const still = await this.enclosureOf(letter, tx);
    const { count } = await tx.personalLetter.updateMany({
      where: { id: { in: ids }, status: 'accepted' satisfies PersonalLetterStatus, erasedAt: null },
      data: { status: 'sending' satisfies PersonalLetterStatus, letterId: letter.id },
    });
    if (count !== ids.length || still?.letters.length !== ids.length) throw new DigestMoved();
    return { planned: enclosure.planned, enclosed: ids.length, dropped: enclosure.planned - ids.length };
  }

  /** In the transaction in which the letter they go with gets its status. */
  async settle(tx: Tx, letterId: string, fate: EnclosedFate, at: Date): Promise<void> {
    await settleEnclosed(tx, letterId, fate, at);
  }

  private hashOf(letters: readonly HoldingLetter[]): string {
    const lines = letters.map(({ id, name, country, text, confirmedAt }) => [
      id,
      name,
      country,
      text,
      confirmedAt.toISOString(),
    ]);
    return this.tokens.keyedHash('digest', JSON.stringify(lines)).toString('hex');
  }
}
