import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../platform/config/config.js';
import { Database, type Tx } from '../platform/database/database.js';
import { CONFIG } from '../platform/runtime.js';
import { Tokens } from '../platform/tokens.js';
import { digestPdf, type PrintedDigest } from './digest-pages.js';
import { signatureBlock } from '../campaigns/profile.values.js';
import { ProfileService } from '../campaigns/profile.service.js';
import { digestOf } from './digest.js';
import { DigestMoved } from './personal-letters.errors.js';
import { holdingLetters, settleEnclosed, type HoldingLetter } from './personal-letters.sql.js';
import { lettersPerDigest, type PersonalLetterStatus } from './personal-letters.status.js';

/** Supporter letters in a plan; stored with the campaign's letter. */
export interface PlannedDigest {
  ids: string[];
  /** Keyed hash over names, countries, times and texts, hexadecimal: it remains when they are erased, and reveals nothing to a thief */
  hash: string;
  /** How many waited for the ministry, including those in the digest */
  waiting: number;
}

/** The fields of the campaign's letter that its digest depends on. */
export interface CarryingLetter {
  id: string;
  iso: string;
  reference: string;
  locale: string;
  digest: unknown;
  run: { campaignId: string };
}

/** What is enclosed with a letter now: the planned letters that may still be sent. */
export interface Enclosure {
  letters: HoldingLetter[];
  planned: number;
  waiting: number;
}

/** How many letters were planned, how many are sent, and how many were withdrawn in between. */
export interface EnclosedCount {
  planned: number;
  enclosed: number;
  dropped: number;
}

/** Outcome of enclosed letters, by that of the letter they go with. */
export type EnclosedOutcome = 'delivered' | 'unsure' | 'accepted';

/** The way of supporter letters: included in a plan, read again when they are sent, and settled with the letter they go with. */
@Injectable()
export class DigestsService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly tokens: Tokens,
    private readonly profiles: ProfileService,
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

  /** What remains of the plan: only a letter or consent withdrawn since may differ. Null: nothing to enclose. */
  async enclosureOf({ iso, digest, run }: CarryingLetter, tx: Tx = this.database.prisma): Promise<Enclosure | null> {
    const planned = digest as PlannedDigest | null;
    if (!planned) return null;
    const letters = await holdingLetters(tx, run.campaignId, iso, planned.ids, lettersPerDigest);
    return { letters, planned: planned.ids.length, waiting: planned.waiting - (planned.ids.length - letters.length) };
  }

  /** What is, or was, in the envelope: for a sent letter what it enclosed and was not withdrawn since, else what would be sent now. */
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

  async print(
    { reference, locale, run }: CarryingLetter,
    { letters, waiting }: Enclosure,
  ): Promise<PrintedDigest | null> {
    if (letters.length === 0) return null;
    const { facts } = await this.profiles.of(run.campaignId);
    return digestOf(letters, waiting, reference, locale, signatureBlock(facts));
  }

  /** The digest as a file of its own; null when nothing is left of it. */
  async file(
    letter: CarryingLetter,
    enclosure: Enclosure | null,
  ): Promise<{ filename: string; contentType: string; content: Buffer } | null> {
    const printed = enclosure && (await this.print(letter, enclosure));
    if (!printed) return null;
    const { LETTERS_PAPER: size, LETTERS_FOOTER: footer } = this.config;
    const content = await digestPdf(printed, { reference: letter.reference, locale: letter.locale, size, footer });
    return { filename: `${letter.reference}-letters.pdf`, contentType: 'application/pdf', content };
  }

  /**
   * Claims the enclosed letters for a letter that is about to be sent, in the transaction that claims it. Null: there was nothing to enclose.
   * @throws DigestMoved when one of them was withdrawn since the enclosure was read: the transaction is rolled back and retried later
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
  async settle(tx: Tx, letterId: string, fate: EnclosedOutcome, at: Date): Promise<void> {
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
