import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock, days } from '../../platform/clock.js';
import type { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { PageCache } from '../../platform/http/page-cache.js';
import { InvalidInput } from '../../platform/errors.js';
import type { Locale } from '../../platform/http/locale.js';
import { newId } from '../../platform/ids.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { CONFIG } from '../../platform/runtime.js';
import { Tokens } from '../../platform/tokens.js';
import { ConfirmationsService } from '../confirmations.service.js';
import { LinkExpired, LinkInvalid, PetitionClosed, PetitionNotOpen } from '../petitions.errors.js';
import type { PetitionText } from '../petitions.schema.js';
import { PetitionsService, type PetitionPage } from '../petitions.service.js';
import { countryNotAsked, isAsked } from '../petition-views.js';
import { askEarlierSignersJob, askMissedSignersJob } from './successors.jobs.js';
import { askEarlierSigners, countAnswers, keepSignature } from './successors.sql.js';

/** The question an earlier signer is asked, and the answer so far. */
export interface SuccessorQuestion {
  locale: Locale;
  earlier: PetitionPage;
  later: PetitionPage;
  /** Why what is asked has changed, as staff said in public */
  reason: string | null;
  answer: 'kept' | 'taken_back' | null;
}

const atOnce = 1_000;

/** Asks those who signed a petition whether they sign the one that took its place. Without an answer their signature stays where it is. */
@Injectable()
export class Successors implements OnModuleInit {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly tokens: Tokens,
    private readonly petitions: PetitionsService,
    private readonly confirmations: ConfirmationsService,
    private readonly cache: PageCache,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(askEarlierSignersJob, ({ petitionId }) => this.ask(petitionId));
    this.jobs.handle(askMissedSignersJob, () => this.askMissed());
    this.jobs.schedule(askMissedSignersJob, '23 * * * *');
  }

  /** Those who confirmed only after the successor was published, or whose signature counts again; and all of one that opens later than it was published. */
  async askMissed(): Promise<void> {
    const open = await this.database.prisma.petition.findMany({
      where: {
        predecessorId: { not: null },
        publishedAt: { not: null },
        closedAt: null,
        hiddenAt: null,
        archivedAt: null,
      },
      select: { id: true },
    });
    for (const { id } of open) await this.ask(id);
  }

  /** Asks everybody who has not been asked, once the petition is open. It may be stopped and run again at any time. */
  async ask(petitionId: string): Promise<void> {
    for (;;) {
      const [row] = await this.database.run<{ n: number }>(askEarlierSigners, [petitionId, this.clock.now(), atOnce]);
      if ((row?.n ?? 0) === 0) return;
    }
  }

  /** Works for a year. @param signatureId under the earlier petition */
  linkFor(signatureId: string): string {
    const until = new Date(this.clock.now().getTime() + days(365));
    return `${this.config.PUBLIC_URL}/k/${this.tokens.issue('successor', signatureId, until)}`;
  }

  /** @throws LinkInvalid also when the earlier signature is gone, LinkExpired */
  async look(token: string, chosen: Locale | null): Promise<SuccessorQuestion> {
    const { signature, question } = await this.read(token);
    const locale = chosen ?? signature.locale;
    const [earlier, later] = await Promise.all([
      // Everybody who was asked may answer, also when one of them is withdrawn from view meanwhile.
      this.petitions.getPage(signature.petition.slug, locale, true),
      this.petitions.getPage(question.petition.slug, locale, true),
    ]);
    const first = await this.database.prisma.petitionVersion.findFirst({
      where: { petitionId: question.petitionId, change: 'ask' },
      select: { reason: true },
    });
    return {
      locale,
      earlier,
      later,
      reason: first?.reason ?? null,
      answer: question.answer as SuccessorQuestion['answer'],
    };
  }

  /** Signs the successor too. @throws LinkInvalid, LinkExpired, PetitionClosed, InvalidInput where it asks residents of other countries */
  async keep(token: string): Promise<void> {
    const { signature, question } = await this.read(token);
    const { slug } = question.petition;
    const terms = await this.petitions.getTerms(slug);
    if (terms.status === 'closed') throw new PetitionClosed(slug);
    if (terms.status === 'upcoming') throw new PetitionNotOpen(slug, terms.opensOn);
    if (!isAsked(terms, signature.country)) throw new InvalidInput([countryNotAsked]);
    const wording = terms.consents.find(({ purpose }) => purpose === 'signature')?.wording ?? '';
    await this.database.run(keepSignature, [signature.id, newId(), this.clock.now(), terms.version, wording]);
    this.cache.expire('petitions');
  }

  /** Erases the earlier signature: it no longer counts. @throws LinkInvalid, LinkExpired */
  async takeBack(token: string): Promise<void> {
    const { signature } = await this.read(token);
    // Erased first: if the process ends in between, the link leads nowhere, and nothing is counted that was taken back.
    await this.confirmations.erase(signature.id);
    await this.database.prisma.successorQuestion.updateMany({
      where: { signatureId: signature.id, answer: null },
      data: { answer: 'taken_back', answeredAt: this.clock.now() },
    });
  }

  /** How many were asked, and what they answered. */
  async answersOf(petitionId: string): Promise<{ asked: number; kept: number; takenBack: number }> {
    const [row] = await this.database.run<{ asked: number; kept: number; takenBack: number }>(countAnswers, [
      petitionId,
    ]);
    return row ?? { asked: 0, kept: 0, takenBack: 0 };
  }

  private async read(token: string) {
    const reading = this.tokens.read('successor', token, this.clock.now());
    if (reading.outcome === 'invalid') throw new LinkInvalid();
    if (reading.outcome === 'expired') throw new LinkExpired();
    const [signature, question] = await Promise.all([
      this.database.prisma.signature.findUnique({
        where: { id: reading.id },
        include: { petition: { select: { slug: true } } },
      }),
      this.database.prisma.successorQuestion.findUnique({
        where: { signatureId: reading.id },
        include: { petition: { select: { slug: true } } },
      }),
    ]);
    if (!signature || !question) throw new LinkInvalid();
    return { signature, question };
  }
}

/** The requests of both, for a comparison. */
export const askOf = ({ text }: { text: Pick<PetitionText, 'ask'> }): string => text.ask.join('\n');
