import { Injectable } from '@nestjs/common';
import { utcDay } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import type { Day } from '../../platform/day.js';
import { AnswersService, type Answer } from './answers.service.js';
import { agreementOf, type Agreement } from './coding.js';
import { contacts } from './stances.sql.js';
import { answersTheLetter, stances, type Reading, type Stance } from './stances.values.js';

/** Status of one State. */
export interface Score {
  iso: string;
  letters: number;
  /** Null where no letter was sent */
  lastSentOn: Day | null;
  answers: number;
  /** The newest reply that is more than an acknowledgement; else the newest; null without one */
  reading: Reading | null;
  answeredOn: Day | null;
}

export interface Scoreboard {
  states: Score[];
  contacted: number;
  answered: number;
  /** Positions two people agree on; `open`: one assessment only, or two different ones */
  byStance: Record<Stance | 'open', number>;
  agreement: Agreement | null;
}

/** Outcome of the letters, State by State. */
@Injectable()
export class ScoreboardService {
  constructor(
    private readonly database: Database,
    private readonly answers: AnswersService,
  ) {}

  /** States that were written to, or that replied unasked; by code. @param campaignId null: of all campaigns */
  async board(campaignId: string | null = null): Promise<Scoreboard> {
    const [rows, answers] = await Promise.all([
      contacts(this.database.prisma, campaignId),
      this.answers.all(campaignId),
    ]);
    const contact = new Map(rows.map((row) => [row.iso, row]));
    const isos = [...new Set([...contact.keys(), ...answers.map(({ iso }) => iso)])].sort();
    const states = isos.map((iso): Score => {
      const own = answers.filter((answer) => answer.iso === iso);
      const deciding = decidingAnswer(own);
      const sent = contact.get(iso);
      return {
        iso,
        letters: sent?.letters ?? 0,
        lastSentOn: sent ? utcDay(sent.lastSentAt) : null,
        answers: Math.max(own.length, sent?.mails ?? 0),
        reading: deciding?.reading ?? null,
        answeredOn: deciding ? utcDay(deciding.receivedOn) : null,
      };
    });
    return {
      states,
      contacted: rows.length,
      answered: states.filter((state) => state.answers > 0).length,
      byStance: countByStance(states),
      agreement: agreementOf(answers.map(({ codings }) => codings)),
    };
  }
}

/** @param answers of one State, the newest first */
export function decidingAnswer(answers: readonly Answer[]): Answer | null {
  const says = (answer: Answer): boolean => !('stance' in answer.reading) || answersTheLetter(answer.reading.stance);
  return answers.find(says) ?? answers[0] ?? null;
}

function countByStance(states: readonly Score[]): Record<Stance | 'open', number> {
  const agreed = (wanted: Stance): number =>
    states.filter(({ reading }) => reading?.status === 'agreed' && reading.stance === wanted).length;
  const open = states.filter(({ reading }) => reading !== null && reading.status !== 'agreed').length;
  return { ...(Object.fromEntries(stances.map((stance) => [stance, agreed(stance)])) as Record<Stance, number>), open };
}
