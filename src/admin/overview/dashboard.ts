import { Injectable } from '@nestjs/common';
import type { CampaignRef } from '../../access/campaign-reach.service.js';
import { CampaignMetrics, type DailyFigures } from '../../campaigns/campaign-metrics.service.js';
import { PlanService, type Board } from '../../campaigns/plan.service.js';
import { addDays } from '../../platform/day.js';
import type { PublicPetition } from '../../petitions/petitions.schema.js';
import { PetitionsService } from '../../petitions/petitions.service.js';
import { PositionsService } from '../../treaties/positions.service.js';
import { StatesService } from '../../treaties/states.service.js';

type Move = Awaited<ReturnType<PositionsService['moves']>>[number];

export interface DashboardFigures {
  board: Board;
  /** Per day, the last sixty days. */
  signUps: DailyFigures;
  confirmations: DailyFigures;
  petitions: PublicPetition[];
  /** Positions that changed within a year, newest first. */
  moves: (Pick<Move, 'iso' | 'convention' | 'on' | 'dayKnown' | 'from' | 'position'> & { state: string })[];
}

const [chartDays, moveDays] = [60, 365];

/** Gathers the data of the overview from the services. */
@Injectable()
export class Dashboard {
  constructor(
    private readonly plan: PlanService,
    private readonly metrics: CampaignMetrics,
    private readonly petitions: PetitionsService,
    private readonly positions: PositionsService,
    private readonly states: StatesService,
  ) {}

  async read(campaign: CampaignRef): Promise<DashboardFigures> {
    const board = await this.plan.board(campaign.slug, null);
    const today = this.positions.today();
    const [progress, petitions, moves, states] = await Promise.all([
      this.metrics.progress(board.campaign.id, addDays(today, 1 - chartDays), today),
      this.petitions.list('en', true, campaign.id),
      this.positions.moves(addDays(today, -moveDays), today),
      this.states.list('en'),
    ]);
    const names = new Map(states.map(({ iso, name }) => [iso, name]));
    return {
      board,
      signUps: progress.sign_ups ?? [],
      confirmations: progress.confirmations ?? [],
      petitions,
      moves: moves.reverse().map((move) => ({ ...move, state: names.get(move.iso) ?? move.iso })),
    };
  }
}
