import { Injectable } from '@nestjs/common';
import { BreakdownsService, type Origins } from '../../lists/breakdowns.service.js';
import { PetitionFigures, type SpanFigures } from '../../petitions/figures/petition-figures.service.js';
import { daysIn, spanBefore, spanOf, type SpanFault } from '../../petitions/figures/span.values.js';
import { PetitionsService } from '../../petitions/petitions.service.js';
import { Clock, utcDay } from '../../platform/clock.js';
import { counted } from '../frame/words.js';

/** As the address of the page says it. */
export interface FiguresQuery {
  from?: string | undefined;
  to?: string | undefined;
  /** `previous`, or the short name of another petition */
  with?: string | undefined;
}

export interface FiguresView {
  petition: { slug: string; title: string };
  /** Petitions of the same campaign to compare with */
  others: { slug: string; title: string }[];
  figures: SpanFigures;
  /** What they are compared with; `than` goes after "than" */
  against: { with: string; than: string; figures: SpanFigures };
  origins: Origins;
  /** What was wrong with the request */
  fault: string | null;
}

const faultWords: Record<SpanFault, string> = {
  day: 'Enter each day as a date, such as 2027-04-04.',
  order: 'The first day must not be after the last.',
  length: 'Choose a period of at most 400 days.',
};

/** Gathers what the page of figures, its pictures and its tables show. */
@Injectable()
export class FiguresDesk {
  constructor(
    private readonly petitions: PetitionsService,
    private readonly figures: PetitionFigures,
    private readonly breakdowns: BreakdownsService,
    private readonly clock: Clock,
  ) {}

  /** @throws PetitionNotFound */
  async view(slug: string, query: FiguresQuery): Promise<FiguresView> {
    const { span, fault } = spanOf({ from: query.from ?? '', to: query.to ?? '' }, utcDay(this.clock.now()));
    const slugs = await this.petitions.slugsOf(await this.petitions.campaignOf(slug));
    const titles = await this.petitions.titles([slug, ...slugs]);
    const others = slugs.filter((one) => one !== slug).map((one) => ({ slug: one, title: titles.get(one) ?? one }));
    const other = others.find((one) => one.slug === query.with);
    const [figures, compared, origins] = await Promise.all([
      this.figures.of(slug, span),
      other ? this.figures.of(other.slug, span) : this.figures.of(slug, spanBefore(span)),
      this.breakdowns.origins(slug, span),
    ]);
    const isKnown = !query.with || query.with === 'previous' || other !== undefined;
    return {
      petition: { slug, title: titles.get(slug) ?? slug },
      others,
      figures,
      against: {
        with: other?.slug ?? 'previous',
        than: other ? `under “${other.title}”` : `in the ${counted(daysIn(span), 'day')} before`,
        figures: compared,
      },
      origins,
      fault: fault ? faultWords[fault] : isKnown ? null : 'This campaign has no such petition to compare with.',
    };
  }
}
