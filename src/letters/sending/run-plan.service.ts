import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { WorkingDaysService } from '../../campaigns/working-days.service.js';
import { domainOf } from '../../platform/mail/domain-of.js';
import { utcDay } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { dayIn } from '../../platform/day.js';
import { capitalTimeZones } from '../../ministries/capital-time-zones.js';
import type { Channel } from '../../ministries/channels.service.js';
import { channelIn, holdsAgainst } from '../../ministries/dossiers.service.js';
import { LetterTextsService, type LetterText } from '../writing/letter-texts.service.js';
import type { LetterBasis } from '../writing/letter-values.js';
import type { Hold } from '../writing/provisional-hold.js';
import { latestLettersTo } from './dispatch.sql.js';
import { CorrectionTextsService } from '../writing/correction-texts.service.js';
import { DigestsService, type PlannedDigest } from '../../supporter-letters/digests.service.js';
import { MailProvidersService } from './mail-providers.service.js';
import { spread } from './spread.js';
import type { RunTerms } from './run-terms.js';

/** One line of a plan: to whom, which text, when in which time zone, and reasons to hold it. */
export interface PlannedLetter {
  iso: string;
  reference: string;
  locale: string;
  fallbackFrom: string | null;
  channel: Channel | null;
  /** Null for a letter that is on hold. */
  dueAt: Date | null;
  timeZone: string;
  /** Email provider of the address; empty for paper. */
  provider: string;
  /** Why it is not the requested day. */
  moved: string | null;
  text: LetterText;
  /** Supporter letters enclosed with it. */
  digest: PlannedDigest | null;
  holds: Hold[];
}

export interface RunPlan {
  letters: PlannedLetter[];
  /** SHA-256 over everything an approval covers. */
  hash: string;
}

/** Generates the plan of a run without sending anything: the dry run. */
@Injectable()
export class RunPlanService {
  constructor(
    private readonly texts: LetterTextsService,
    private readonly workingDays: WorkingDaysService,
    private readonly digests: DigestsService,
    private readonly corrections: CorrectionTextsService,
    private readonly providers: MailProvidersService,
    private readonly database: Database,
  ) {}

  /** @param referenceOf our reference for each State, which stays the same from plan to plan */
  async plan(terms: RunTerms, referenceOf: (iso: string) => string): Promise<RunPlan> {
    const basis = await this.texts.basis(terms.campaignId, terms.onDay, terms.recipients);
    const textFor = await this.textsFor(terms, referenceOf);
    const writtenTo =
      terms.purpose === 'correction' ? new Set<string>() : await this.digests.statesWithLetters(terms.campaignId);
    const letters: PlannedLetter[] = [];
    for (const iso of [...terms.recipients].sort()) {
      const timeZone = capitalTimeZones[iso] ?? 'UTC';
      const { on, off, at: dueAt } = await this.workingDays.moment(iso, timeZone, terms);
      const dossier = basis.dossierOf(iso);
      const text = textFor(iso, { ...basis, day: on });
      const holds = [...text.holds, ...holdsAgainst(dossier, terms.channel, on)];
      const moved =
        off && `${off.reason === 'weekend' ? 'weekend' : 'public holiday'}${off.name === null ? '' : `: ${off.name}`}`;
      letters.push({
        iso,
        reference: referenceOf(iso),
        locale: text.locale,
        fallbackFrom: text.fallbackFrom,
        channel: channelIn(dossier, terms.channel),
        dueAt,
        timeZone,
        provider: '',
        moved,
        text,
        digest: writtenTo.has(iso) ? await this.digests.plan(terms.campaignId, iso) : null,
        holds,
      });
    }
    if (terms.channel === 'email') await this.nameProviders(letters);
    place(letters, terms);
    return { letters, hash: hashOf(terms, letters) };
  }

  /** How the letter to a State is composed, with what the purpose needs besides the shared data read once. */
  private async textsFor(
    { id, purpose, recipients }: RunTerms,
    referenceOf: (iso: string) => string,
  ): Promise<(iso: string, basis: LetterBasis) => LetterText> {
    switch (purpose) {
      case 'correction': {
        const corrected = await this.corrections.correctedBy(id);
        return (iso, basis) => this.corrections.compose(corrected, iso, basis, referenceOf(iso));
      }
      case 'follow_up': {
        const earlier = await latestLettersTo(this.database.prisma, recipients);
        return (iso, basis) => this.texts.compose(iso, basis, referenceOf(iso), earlier.get(iso) ?? null);
      }
      case 'letter':
        return (iso, basis) => this.texts.compose(iso, basis, referenceOf(iso));
    }
  }

  private async nameProviders(letters: PlannedLetter[]): Promise<void> {
    const domainOfLetter = ({ channel }: PlannedLetter): string => domainOf(channel?.address ?? '');
    const providers = await this.providers.of([...new Set(letters.map(domainOfLetter))].filter(Boolean));
    for (const letter of letters) letter.provider = providers.get(domainOfLetter(letter)) ?? '';
  }
}

/** Schedules each letter within the caps; those without a slot in their window are put on hold. */
function place(letters: PlannedLetter[], { caps, lateMinutes, embargoUntil, channel: kind }: RunTerms): void {
  const earliest = embargoUntil?.getTime() ?? 0;
  for (const { holds, dueAt } of letters)
    if (holds.length === 0 && earliest > (dueAt?.getTime() ?? 0) + lateMinutes * 60_000)
      holds.push({ code: 'run.embargo', detail: 'The embargo of the run ends after its window.' });
  const free = letters.filter(({ holds }) => holds.length === 0);
  const wishes = free.map(({ iso, dueAt, channel, provider }) => ({
    key: iso,
    dueAt: Math.max(dueAt?.getTime() ?? 0, earliest),
    latestAt: (dueAt?.getTime() ?? 0) + lateMinutes * 60_000,
    domain: kind === 'email' ? domainOf(channel?.address ?? '') : '',
    provider,
  }));
  const moments = spread(wishes, caps);
  for (const letter of letters) {
    const at = moments.get(letter.iso);
    if (letter.holds.length === 0 && at != null) letter.dueAt = new Date(at);
    else letter.dueAt = null;
    if (letter.holds.length === 0 && at == null)
      letter.holds.push({
        code: 'cap.no_room',
        detail: 'The limits of the mailing leave no slot for it within its window.',
      });
  }
}

/** Over an unambiguous serialisation of every part of the plan; dates as ISO 8601 in UTC. */
function hashOf({ recipients: _, ...terms }: RunTerms, letters: readonly PlannedLetter[]): string {
  const lines = letters.map(
    ({ iso, reference, locale, fallbackFrom, channel, dueAt, timeZone, text, digest, holds }) => [
      iso,
      reference,
      locale,
      fallbackFrom,
      channel?.id ?? null,
      dueAt?.toISOString() ?? null,
      timeZone,
      text.composed?.textHash ?? null,
      digest,
      holds.map(({ code }) => code),
    ],
  );
  return createHash('sha256')
    .update(JSON.stringify([terms, lines]))
    .digest('hex');
}

/** The day of a letter in the time zone of the capital. */
export const localDayOf = (dueAt: Date, timeZone: string): string => dayIn(timeZone, dueAt) || utcDay(dueAt);
