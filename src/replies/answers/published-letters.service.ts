import { Inject, Injectable } from '@nestjs/common';
import { utcDay } from '../../platform/clock.js';
import type { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import type { Day } from '../../platform/day.js';
import { CONFIG } from '../../platform/runtime.js';
import { AnswersService } from './answers.service.js';
import { LettersNotPublic } from './stances.errors.js';
import type { Stance } from './stances.values.js';

/** What the public may see of the letters to one State. */
export interface PublishedState {
  iso: string;
  letters: { reference: string; on: Day }[];
  answers: { on: Day; quote: string; locale: string; stance: Stance }[];
}

/** Letters and replies for the public, if the campaign has decided to show them. */
@Injectable()
export class PublishedLettersService {
  readonly isOn: boolean;

  constructor(
    @Inject(CONFIG) config: Config,
    private readonly database: Database,
    private readonly answers: AnswersService,
  ) {
    this.isOn = config.LETTERS_PUBLIC === 'on';
  }

  /** States that were written to, with published replies; by code. @throws LettersNotPublic */
  async list(): Promise<PublishedState[]> {
    if (!this.isOn) throw new LettersNotPublic();
    const [sent, answers] = await Promise.all([
      this.database.prisma.letter.findMany({
        where: { sentAt: { not: null }, status: { in: ['sent', 'posted', 'delivered', 'needs_channel'] } },
        select: { iso: true, reference: true, sentAt: true },
        orderBy: { sentAt: 'asc' },
      }),
      this.answers.all(),
    ]);
    const shown = answers.flatMap(({ iso, publishedAt, reading, receivedOn, quote, locale }) =>
      publishedAt !== null && reading.status === 'agreed'
        ? [{ iso, on: utcDay(receivedOn), quote, locale, stance: reading.stance }]
        : [],
    );
    const isos = [...new Set([...sent, ...shown].map(({ iso }) => iso))].sort();
    return isos.map((iso) => ({
      iso,
      letters: sent
        .filter((one) => one.iso === iso)
        .map(({ reference, sentAt }) => ({ reference, on: utcDay(sentAt ?? new Date(0)) })),
      answers: shown.filter((one) => one.iso === iso).map(({ iso: _, ...answer }) => answer),
    }));
  }
}
