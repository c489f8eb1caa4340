import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database, type Tx } from '../platform/database/database.js';
import { prismaFolder } from '../platform/database/migrate.js';
import { writtenLocales, type Locale } from '../platform/http/locale.js';
import { ProfileService } from '../campaigns/profile.service.js';
import type { ProfileFacts } from '../campaigns/profile.schema.js';
import { PositionsService } from '../treaties/positions.service.js';
import { StatesService } from '../treaties/states.service.js';
import { earlierConsents, type ConsentOffer, type ConsentReference, type OfferedConsent } from './consents.schema.js';
import {
  consentPurposes,
  consentTexts,
  isLetterWording,
  isOurWording,
  plainTexts,
  type ConsentPurpose,
  type WrittenConsents,
} from './consents.texts.js';

const governmentsMilliseconds = 60_000;

/** The texts people agree to. A wording is never changed; a new text is a new wording. */
@Injectable()
export class ConsentsService {
  /** Texts that are known to be stored, by the controller they name. */
  private readonly kept = new Map<string, Promise<WrittenConsents>>();
  private governments: { keys: ReadonlySet<string>; until: number } | undefined;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly positions: PositionsService,
    private readonly states: StatesService,
    private readonly profiles: ProfileService,
  ) {}

  /** The offers with the wordings of today: where the program writes the text, it names the controller that staff have entered. */
  async current(offers: readonly ConsentOffer[], campaignId: string): Promise<ConsentOffer[]> {
    const written = await this.keptTexts((await this.profiles.of(campaignId)).facts);
    return offers.map((offer) => {
      const ours = isWritten(offer) ? written.offers[offer.purpose as ConsentPurpose] : undefined;
      return ours ? { ...offer, wording: ours.wording } : offer;
    });
  }

  /** The consent to a letter to a ministry, in the wording of today. @param campaignId null: of the first campaign */
  async letterOffer(campaignId: string | null = null): Promise<ConsentOffer> {
    const facts = campaignId === null ? await this.profiles.factsOfSite() : (await this.profiles.of(campaignId)).facts;
    const { purpose, wording } = (await this.keptTexts(facts)).letter;
    return { purpose, wording, recipients: 'states' };
  }

  /**
   * Wordings that are accepted for each offer of today: its own, and where the program writes the text, every other of its texts that was ever stored. A
   * form may be open while the text changes, and forms of other sites change later; each consent is recorded with the wording that was shown.
   */
  async accepted(stored: readonly ConsentOffer[], current: readonly ConsentOffer[]): Promise<ReadonlySet<string>[]> {
    const rows = await this.database.prisma.consentWording.findMany({
      where: { purpose: { in: stored.filter(isWritten).map(({ purpose }) => purpose) }, locale: 'en' },
      select: { purpose: true, wording: true },
    });
    return current.map(({ purpose, wording }, index) => {
      const offer = stored[index];
      const ours = offer && isWritten(offer) ? rows.filter((row) => row.purpose === purpose) : [];
      return new Set([wording, ...ours.map((row) => row.wording).filter(isOurWording)]);
    });
  }

  /** Whether a letter may be agreed to in this wording: today's, or one that was stored before. */
  async acceptsLetter(wording: string): Promise<boolean> {
    if (!isLetterWording(wording)) return false;
    const where = { purpose: 'government', wording };
    return (await this.database.prisma.consentWording.findFirst({ where, select: { wording: true } })) !== null;
  }

  /** The program's texts, stored before a consent of this process refers to them. */
  private async keptTexts({ organisation, country }: ProfileFacts): Promise<WrittenConsents> {
    const key = `${organisation ?? ''}\n${country ?? ''}`;
    let kept = this.kept.get(key);
    if (!kept) {
      const written = consentTexts(organisation === undefined ? null : { organisation, country: country ?? null });
      kept = this.ensureWordings([...plainTexts(), ...Object.values(written.offers), written.letter]).then(
        () => written,
      );
      this.kept.set(key, kept);
      kept.catch(() => this.kept.delete(key));
    }
    return kept;
  }

  /** Texts of earlier releases, which people may have agreed to. */
  async loadEarlier(): Promise<void> {
    const file = readFileSync(join(prismaFolder(), 'reference', 'earlier-consents.json'), 'utf8');
    await this.ensureWordings(earlierConsents.parse(JSON.parse(file)).consents);
  }

  /** Stores the texts, in every language: English where one has none, because that is what its readers see. A stored text never changes. */
  async ensureWordings(references: readonly ConsentReference[], tx: Tx = this.database.prisma): Promise<void> {
    const createdAt = this.clock.now();
    await tx.consentWording.createMany({
      data: references.flatMap(({ purpose, wording, texts }) =>
        [...new Set([...writtenLocales, ...Object.keys(texts)])].map((locale) => ({
          purpose,
          wording,
          locale,
          text: texts[locale] ?? texts.en ?? '',
          createdAt,
        })),
      ),
      skipDuplicates: true,
    });
  }

  /** The stored texts of these wordings, by language. */
  async wordingsOf(tx: Tx, offers: readonly { purpose: string; wording: string }[]): Promise<ConsentReference[]> {
    const where = { OR: offers.map(({ purpose, wording }) => ({ purpose, wording })) };
    if (offers.length === 0) return [];
    const rows = await tx.consentWording.findMany({
      where,
      orderBy: [{ purpose: 'asc' }, { wording: 'asc' }, { locale: 'asc' }],
    });
    const found = new Map<string, ConsentReference>();
    for (const { purpose, wording, locale, text } of rows) {
      const one = found.get(`${purpose} ${wording}`) ?? { purpose, wording, texts: {} };
      one.texts[locale] = text;
      found.set(`${purpose} ${wording}`, one);
    }
    return [...found.values()];
  }

  /** The texts of these wordings, keyed `purpose:wording`, in one language; in English where it has none. */
  async textsIn(locale: string, wordings: { purpose: string; wording: string }[]): Promise<Map<string, string>> {
    const where = {
      locale: { in: [locale, 'en'] },
      OR: wordings.map(({ purpose, wording }) => ({ purpose, wording })),
    };
    const rows = await this.database.prisma.consentWording.findMany({ where });
    // The language's own come last, and replace the English ones.
    rows.sort((a, b) => Number(a.locale === locale) - Number(b.locale === locale));
    return new Map(rows.map((row) => [`${row.purpose}:${row.wording}`, row.text]));
  }

  /** Whom an offer may name; null where it names nobody. States are cached for a minute: every sign-up needs them. */
  async recipientsOf({ recipients }: ConsentOffer): Promise<ReadonlySet<string> | null> {
    if (recipients === undefined) return null;
    if (recipients !== 'states') return new Set(recipients.map(({ key }) => key));
    if (!this.governments || this.governments.until <= Date.now()) {
      const keys = new Set(await this.positions.partiesToAny(this.positions.today()));
      this.governments = { keys, until: Date.now() + governmentsMilliseconds };
    }
    return this.governments.keys;
  }

  /** The offers as people read them, recipients sorted by name. */
  async describe(offers: readonly ConsentOffer[], locale: Locale): Promise<OfferedConsent[]> {
    const texts = await this.textsIn(locale, [...offers]);
    const names = new Map((await this.states.list(locale)).map(({ iso, name }) => [iso, name]));
    return Promise.all(
      offers.map(async (offer) => {
        const { purpose, wording, recipients } = offer;
        const keys = await this.recipientsOf(offer);
        const named = Array.isArray(recipients) ? new Map(recipients.map(({ key, name }) => [key, name])) : names;
        const list = keys && [...keys].map((key) => ({ key, name: named.get(key) ?? key }));
        list?.sort((a, b) => a.name.localeCompare(b.name, locale));
        return { purpose, wording, text: texts.get(`${purpose}:${wording}`) ?? '', recipients: list };
      }),
    );
  }
}

/** Whether the program writes the text of an offer. */
const isWritten = ({ purpose, wording }: ConsentOffer): boolean =>
  consentPurposes.some((one) => one === purpose) && isOurWording(wording);
