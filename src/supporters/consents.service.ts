import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { writtenLocales, type Locale } from '../platform/http/locale.js';
import { ProfileService } from '../campaigns/profile.service.js';
import type { ProfileFacts } from '../campaigns/profile.schema.js';
import { PositionsService } from '../treaties/positions.service.js';
import { StatesService } from '../treaties/states.service.js';
import type { ConsentOffer, ConsentReference, OfferedConsent } from './consents.schema.js';
import {
  consentPurposes,
  consentTexts,
  consentVersions,
  letterVersion,
  wordingOf,
  type Controller,
} from './consents.texts.js';

const governmentsMilliseconds = 60_000;

/** The texts people agree to. A wording is never changed; a new text is a new wording. */
@Injectable()
export class ConsentsService {
  /** Wordings that are known to be stored. */
  private readonly kept = new Map<string, Promise<void>>();
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
    const controller = controllerIn((await this.profiles.of(campaignId)).facts);
    await this.keepTexts(controller);
    const wording = wordingOf(consentVersions[0], controller);
    return offers.map((offer) => (isWritten(offer) ? { ...offer, wording } : offer));
  }

  /** The consent to a letter to a ministry, in the wording of today. */
  async letterOffer(): Promise<ConsentOffer> {
    const controller = controllerIn(await this.profiles.factsOfSite());
    await this.keepTexts(controller);
    return { purpose: 'government', wording: wordingOf(letterVersion, controller), recipients: 'states' };
  }

  /** Texts exist before a consent of this process refers to them. */
  private keepTexts(controller: Controller | null): Promise<void> {
    const key = wordingOf(consentVersions[0], controller);
    const known = this.kept.get(key);
    if (known) return known;
    const texts = [...consentTexts(null), ...(controller ? consentTexts(controller) : [])];
    const keeping = this.ensureWordings(texts).catch((error: unknown) => {
      this.kept.delete(key);
      throw error;
    });
    this.kept.set(key, keeping);
    return keeping;
  }

  /**
   * Stores the texts, in every language: English where one has none yet, because that is what its readers see. A text somebody has agreed to never
   * changes; a better one, or a translation that comes later, needs a new wording.
   */
  async ensureWordings(references: ConsentReference[]): Promise<void> {
    const createdAt = this.clock.now();
    const { prisma } = this.database;
    const wanted = references.flatMap(({ purpose, wording, texts }) =>
      [...new Set([...writtenLocales, ...Object.keys(texts)])].map((locale) => ({
        purpose,
        wording,
        locale,
        text: texts[locale] ?? texts.en ?? '',
        createdAt,
      })),
    );
    await prisma.consentWording.createMany({ data: wanted, skipDuplicates: true });
    const rows = await prisma.consentWording.findMany({
      where: { OR: references.map(({ purpose, wording }) => ({ purpose, wording })) },
    });
    const held = new Map(rows.map((row) => [`${row.purpose}:${row.wording}:${row.locale}`, row.text]));
    for (const { purpose, wording, locale, text } of wanted) {
      if (held.get(`${purpose}:${wording}:${locale}`) === text) continue;
      const key = { purpose, wording, locale };
      if ((await prisma.consent.findFirst({ where: key, select: { wording: true } })) === null)
        await prisma.consentWording.update({ where: { purpose_wording_locale: key }, data: { text } });
    }
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
  consentPurposes.some((one) => one === purpose) && consentVersions.some((version) => version === wording);

/** Wordings that are accepted for an offer of today: its own, and those that forms of other sites may still show. */
export const wordingsFor = (stored: ConsentOffer, current: ConsentOffer): ReadonlySet<string> =>
  new Set(isWritten(stored) ? [current.wording, ...consentVersions] : [current.wording]);

const controllerIn = ({ organisation, country }: ProfileFacts): Controller | null =>
  organisation === undefined ? null : { organisation, country: country ?? null };
