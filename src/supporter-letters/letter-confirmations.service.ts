import { lockOneUntilCommit } from '../platform/database/advisory-locks.js';
import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { Database, type Tx } from '../platform/database/database.js';
import { CONFIG } from '../platform/runtime.js';
import { sha256, Tokens } from '../platform/tokens.js';
import { LinkExpired, LinkInvalid } from '../petitions/petitions.errors.js';
import { PersonalLetterChanged } from './personal-letters.errors.js';
import { confirmLetterAddress, nearestLetter, sameLetter } from './personal-letters.sql.js';
import { linkMilliseconds } from './personal-letters.service.js';
import { alikePercent, type PersonalLetterStatus } from './personal-letters.status.js';
import { fingerprintOf, shinglesOf, signatureOf } from './shingles.js';

/** A letter as its writer sees it through the emailed link. */
export interface MailedLetter {
  id: string;
  petitionSlug: string;
  iso: string;
  status: PersonalLetterStatus;
  locale: string;
  name: string;
  country: string;
  text: string;
  /** Hash of exactly this name, country and text; confirming sends it back. */
  shown: string;
}

/** What an emailed link to a letter can do: viewing changes nothing, and what is confirmed is what was shown. */
@Injectable()
export class LetterConfirmations {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly tokens: Tokens,
  ) {}

  /** The link for a letter, valid for a week. */
  linkFor(letterId: string, locale: string): string {
    const token = this.tokens.issue(
      'personal-letter',
      letterId,
      new Date(this.clock.now().getTime() + linkMilliseconds),
    );
    return `${this.config.PUBLIC_URL}/letter/${token}?lang=${locale}`;
  }

  /** @throws LinkInvalid also when the letter was withdrawn or erased, LinkExpired */
  async look(token: string): Promise<MailedLetter> {
    return this.read(this.database.prisma, this.open(token));
  }

  /**
   * Confirms once; repeating it changes nothing. Similarity to earlier letters is measured here.
   * @param shown of the page that was read @throws LinkInvalid, LinkExpired, PersonalLetterChanged
   */
  async confirm(token: string, shown: string): Promise<'confirmed' | 'repeated'> {
    const id = this.open(token);
    // Anyone who presses the button has read the mailbox, whatever happens to the letter.
    await this.database.run(confirmLetterAddress, [id, this.clock.now()]);
    return this.database.transaction(async (tx) => {
      const { iso } = await this.read(tx, id);
      await lockOneUntilCommit(tx, 'personalLetters', iso);
      const letter = await this.read(tx, id);
      if (letter.status !== 'unconfirmed') return 'repeated';
      if (letter.shown !== shown) throw new PersonalLetterChanged();
      const measured = await measure(tx, id, iso, letter.text);
      // A text that was sent again concurrently is not the one that was read.
      const { count } = await tx.personalLetter.updateMany({
        where: {
          id,
          status: 'unconfirmed' satisfies PersonalLetterStatus,
          text: letter.text,
          name: letter.name,
          country: letter.country,
        },
        data: { ...measured, status: 'waiting' satisfies PersonalLetterStatus, confirmedAt: this.clock.now() },
      });
      if (count === 0) throw new PersonalLetterChanged();
      return 'confirmed';
    });
  }

  private async read(tx: Tx, id: string): Promise<MailedLetter> {
    const row = await tx.personalLetter.findUnique({ where: { id } });
    if (!row || row.name === null || row.country === null || row.text === null) throw new LinkInvalid();
    const petition = await tx.petition.findUniqueOrThrow({ where: { id: row.petitionId }, select: { slug: true } });
    const { iso, locale, name, country, text } = row;
    const shown = sha256(JSON.stringify([iso, name, country, text])).toString('hex');
    return {
      id,
      petitionSlug: petition.slug,
      iso,
      status: row.status as PersonalLetterStatus,
      locale,
      name,
      country,
      text,
      shown,
    };
  }

  private open(token: string): string {
    const reading = this.tokens.read('personal-letter', token, this.clock.now());
    if (reading.outcome === 'invalid') throw new LinkInvalid();
    if (reading.outcome === 'expired') throw new LinkExpired();
    return reading.id;
  }
}

/** The nearest earlier letter to the same State and its similarity; similar letters get one group. */
async function measure(tx: Tx, id: string, iso: string, text: string) {
  const fingerprint = fingerprintOf(text);
  const [same] = await sameLetter(tx, iso, fingerprint);
  // A copy is found by the hash of its words, so it needs no signature.
  if (same) return { fingerprint, nearestId: same.id, similarity: same.similarity, groupId: same.groupId };
  const { minHash, bands } = signatureOf(shinglesOf(text));
  const [nearest] = bands.length === 0 ? [] : await nearestLetter(tx, iso, minHash, bands);
  const groupId = nearest && nearest.similarity >= alikePercent ? nearest.groupId : id;
  return {
    fingerprint,
    minHash,
    bands,
    nearestId: nearest?.id ?? null,
    similarity: nearest?.similarity ?? null,
    groupId,
  };
}
