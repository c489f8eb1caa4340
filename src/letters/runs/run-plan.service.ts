import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { WorkingDaysService } from '../../campaigns/working-days.service.js';
import { utcDay } from '../../platform/clock.js';
import { dayIn, instantIn } from '../../platform/day.js';
import { capitalTimeZones } from '../capital-time-zones.js';
import { ChannelsService, type Channel } from '../channels.service.js';
import { LetterTextsService, type Hold, type LetterText } from '../letter-texts.service.js';
import { MinistriesService } from '../ministries.service.js';
import { CorrectionTextsService } from '../corrections/correction-texts.service.js';
import { DigestsService, type PlannedDigest } from '../personal/digests.service.js';
import { spread } from './spread.js';
import type { RunCaps, RunPurpose } from './runs.status.js';

/** What a plan is made of. Days are the ministry's own. */
export interface RunTerms {
  id: string;
  campaignId: string;
  purpose: RunPurpose;
  channel: 'email' | 'post';
  recipients: readonly string[];
  onDay: string;
  localTime: string;
  rule: 'previous' | 'next';
  lateMinutes: number;
  /** Nothing leaves before it */
  embargoUntil: Date | null;
  caps: RunCaps;
}

/** One line of a plan: who, what text, when by which clock, and what holds it. */
export interface PlannedLetter {
  iso: string;
  reference: string;
  locale: string;
  fallbackFrom: string | null;
  channel: Channel | null;
  /** Null for a letter that is held. */
  dueAt: Date | null;
  timeZone: string;
  /** Why it is not the day asked for. */
  moved: string | null;
  text: LetterText;
  /** Letters by supporters that go with it. */
  digest: PlannedDigest | null;
  holds: Hold[];
}

export interface RunPlan {
  letters: PlannedLetter[];
  /** SHA-256 over everything an approval is of. */
  hash: string;
}

/** Works out a run without sending anything: the dry run. */
@Injectable()
export class RunPlanService {
  constructor(
    private readonly texts: LetterTextsService,
    private readonly ministries: MinistriesService,
    private readonly channels: ChannelsService,
    private readonly workingDays: WorkingDaysService,
    private readonly digests: DigestsService,
    private readonly corrections: CorrectionTextsService,
  ) {}

  /** @param referenceOf our reference for each State, which stays the same from plan to plan */
  async plan(terms: RunTerms, referenceOf: (iso: string) => string): Promise<RunPlan> {
    const basis = await this.texts.basis(terms.campaignId, terms.onDay);
    const writtenTo = await this.digests.statesWithLetters(terms.campaignId, terms.purpose);
    const letters: PlannedLetter[] = [];
    for (const iso of [...terms.recipients].sort()) {
      const { on, off } = await this.workingDays.workingDay(iso, terms.onDay, terms.rule);
      const timeZone = capitalTimeZones[iso] ?? 'UTC';
      const dueAt = instantIn(timeZone, on, terms.localTime);
      const channel = await this.channels.channelFor(iso, terms.channel);
      const dayBasis = { ...basis, day: on };
      const text =
        terms.purpose === 'correction'
          ? await this.corrections.compose(terms.id, iso, dayBasis, referenceOf(iso))
          : await this.texts.compose(iso, dayBasis, referenceOf(iso));
      const holds = [...text.holds, ...(await this.ministries.sendability(iso, terms.channel, on))];
      const moved = off && `${off.reason === 'weekend' ? 'weekend' : 'public holiday'}${off.name === null ? '' : `: ${off.name}`}`;
      letters.push({
        iso,
        reference: referenceOf(iso),
        locale: text.locale,
        fallbackFrom: text.fallbackFrom,
        channel,
        dueAt,
        timeZone,
        moved,
        text,
        digest: writtenTo.has(iso) ? await this.digests.plan(terms.campaignId, iso) : null,
        holds,
      });
    }
    place(letters, terms);
    return { letters, hash: hashOf(terms, letters) };
  }
}

/** Gives each letter its moment under the caps; those that find none within their window are held. */
function place(letters: PlannedLetter[], { caps, lateMinutes, embargoUntil, channel: kind }: RunTerms): void {
  const earliest = embargoUntil?.getTime() ?? 0;
  for (const { holds, dueAt } of letters)
    if (holds.length === 0 && earliest > (dueAt?.getTime() ?? 0) + lateMinutes * 60_000)
      holds.push({ code: 'run.embargo', detail: 'The embargo of the run ends after its window.' });
  const free = letters.filter(({ holds }) => holds.length === 0);
  const wishes = free.map(({ iso, dueAt, channel }) => ({
    key: iso,
    dueAt: Math.max(dueAt?.getTime() ?? 0, earliest),
    latestAt: (dueAt?.getTime() ?? 0) + lateMinutes * 60_000,
    domain: kind === 'email' ? domainOf(channel?.address ?? '') : '',
  }));
  const moments = spread(wishes, caps);
  for (const letter of letters) {
    const at = moments.get(letter.iso);
    if (letter.holds.length === 0 && at != null) letter.dueAt = new Date(at);
    else letter.dueAt = null;
    if (letter.holds.length === 0 && at == null)
      letter.holds.push({ code: 'cap.no_room', detail: 'The limits of the run leave no moment for it within its window.' });
  }
}

export const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

/** Over a text in which every part of the plan has its place; dates as ISO 8601 in UTC. */
function hashOf({ recipients: _, ...terms }: RunTerms, letters: readonly PlannedLetter[]): string {
  const lines = letters.map(({ iso, reference, locale, channel, dueAt, timeZone, text, digest, holds }) => [
    iso,
    reference,
    locale,
    channel?.id ?? null,
    dueAt?.toISOString() ?? null,
    timeZone,
    text.composed?.textHash ?? null,
    digest,
    holds.map(({ code }) => code),
  ]);
  return createHash('sha256')
    .update(JSON.stringify([terms, lines]))
    .digest('hex');
}

/** The day of a letter by the clock of the capital. */
export const localDayOf = (dueAt: Date, timeZone: string): string => dayIn(timeZone, dueAt) || utcDay(dueAt);
