import { Get, Param, Post, Query } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { isoParam } from '../../ministries/ministries.schema.js';
import { utcDay } from '../../platform/clock.js';
import { validate } from '../../platform/http/validation.js';
import { AnswersService } from '../../replies/answers/answers.service.js';
import { ScoreboardService, type Score } from '../../replies/answers/scoreboard.service.js';
import { answerParam, newAnswer, newCoding } from '../../replies/answers/stances.schema.js';
import { StateTimelineService } from '../../replies/answers/state-timeline.service.js';
import { InboxMessages } from '../../replies/inbox/inbox-messages.service.js';
import { StatesService } from '../../treaties/states.service.js';
import { ActorNames } from '../frame/actor-names.js';
import { AdminController } from '../frame/admin-controller.js';
import { Form, type Refused, type Texts } from '../frame/form.js';
import { campaignOf, mayReadUnassigned } from '../frame/campaign.js';
import type { Listed } from '../frame/list.js';
import { ListQuery, Lists } from '../frame/lists.service.js';
import { submit } from '../frame/submit.js';
import { AnswersPage, scoreList } from './answers-page.js';
import { StateAnswersPage } from './state-answers-page.js';

/** The email with the reply, to prefill the form. */
const mailQuery = z.object({ mail: z.uuid().optional() });

type IsoParam = z.output<typeof isoParam>;
type AnswerParam = z.output<typeof answerParam>;

/** Replies of States: the scoreboard, and one State with its history, its replies and their assessments. */
@AdminController('admin/answers')
@RequirePermission('letters:read')
export class AnswersController {
  constructor(
    private readonly answers: AnswersService,
    private readonly mails: InboxMessages,
    private readonly scores: ScoreboardService,
    private readonly timeline: StateTimelineService,
    private readonly states: StatesService,
    private readonly names: ActorNames,
    private readonly lists: Lists,
  ) {}

  @Get()
  async board(@ListQuery() input: Texts, @CurrentStaff() staff: SignedIn) {
    const board = await this.scores.board(campaignOf(staff).id);
    const states = await this.states.list('en');
    const list = scoreList(new Map(states.map(({ iso, name }) => [iso, name])));
    const page = (listed: Listed<Score>) => AnswersPage({ listed, board, states });
    return this.lists.show({ list, staff, input, read: () => board.states, page });
  }

  @Get(':iso')
  async one(
    @Param({ schema: isoParam }) { iso }: IsoParam,
    @Query({ schema: mailQuery }) { mail }: z.output<typeof mailQuery>,
    @CurrentStaff() staff: SignedIn,
  ) {
    const began =
      mail === undefined
        ? null
        : await this.mails.envelopeOf(mail, mayReadUnassigned(staff) ? null : campaignOf(staff).id);
    const input = began && {
      inboundMailId: began.id,
      letterId: began.letterId ?? '',
      receivedOn: utcDay(began.receivedAt),
      medium: 'email',
    };
    return this.page(staff, iso, input ? { input, faults: [], problem: '' } : undefined);
  }

  @Post(':iso')
  @RequirePermission('letters:write')
  enter(
    @Param({ schema: isoParam }) { iso }: IsoParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return this.act(staff, iso, input, async () =>
      this.answers.enter(iso, await validate(newAnswer, input), actor, campaignOf(staff).id),
    );
  }

  @Post(':iso/:id/code')
  @RequirePermission('letters:approve')
  code(
    @Param({ schema: answerParam }) { iso, id }: AnswerParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return this.act(staff, iso, {}, async () => this.answers.code(iso, id, await validate(newCoding, input), actor));
  }

  @Post(':iso/:id/publish')
  @RequirePermission('letters:approve')
  publish(
    @Param({ schema: answerParam }) { iso, id }: AnswerParam,
    @Form() { shown }: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return this.act(staff, iso, {}, () => this.answers.publish(iso, id, shown === 'yes', actor));
  }

  private act(staff: SignedIn, iso: string, input: Texts, work: () => Promise<unknown>) {
    return submit({
      input,
      work,
      done: `/admin/answers/${iso}`,
      again: (refused) => this.page(staff, iso, refused),
    });
  }

  private async page(staff: SignedIn, iso: string, refused?: Refused) {
    const state = await this.states.get(iso, 'en');
    const [timeline, answers, names] = await Promise.all([
      this.timeline.of(iso, campaignOf(staff).id),
      this.answers.of(iso, campaignOf(staff).id),
      this.names.all(),
    ]);
    return StateAnswersPage({ staff, state, timeline, answers, names, refused });
  }
}
