import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { InboxDesk } from '../../replies/inbox/inbox-desk.service.js';
import { isoParam } from '../../ministries/ministries.schema.js';
import { AnswersService } from '../../replies/answers/answers.service.js';
import { ScoreboardService } from '../../replies/answers/scoreboard.service.js';
import { StateTimelineService } from '../../replies/answers/state-timeline.service.js';
import { answerParam, newAnswer, newCoding } from '../../replies/answers/stances.schema.js';
import { utcDay } from '../../platform/clock.js';
import { sendPage } from '../../platform/http/page.js';
import { validate } from '../../platform/http/validation.js';
import { StatesService } from '../../treaties/states.service.js';
import { ActorNames } from '../frame/actor-names.js';
import { refusalOf, textsOf, type Refused } from '../frame/form.js';
import { AnswersPage } from './answers-page.js';
import { StateAnswersPage } from './state-answers-page.js';

/** The mail an answer came by, to begin the form with. */
const mailQuery = z.object({ mail: z.uuid().optional() });

type IsoParam = z.output<typeof isoParam>;
type AnswerParam = z.output<typeof answerParam>;

/** What States answer: the scoreboard, and one State with everything that happened, its answers and what they mean. */
@Controller('admin/answers')
@RequirePermission('letters:read')
export class AnswersController {
  constructor(
    private readonly answers: AnswersService,
    private readonly mails: InboxDesk,
    private readonly scores: ScoreboardService,
    private readonly timeline: StateTimelineService,
    private readonly states: StatesService,
    private readonly names: ActorNames,
  ) {}

  @Get()
  async board(@CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    sendPage(reply, AnswersPage({ staff, board: await this.scores.board(), states: await this.states.list('en') }));
  }

  @Get(':iso')
  async one(
    @Param({ schema: isoParam }) { iso }: IsoParam,
    @Query({ schema: mailQuery }) { mail }: z.output<typeof mailQuery>,
    @CurrentStaff() staff: SignedIn,
    @Res() reply: FastifyReply,
  ) {
    const began = mail === undefined ? null : await this.mails.envelopeOf(mail);
    const input = began && {
      inboundMailId: began.id,
      letterId: began.letterId ?? '',
      receivedOn: utcDay(began.receivedAt),
      medium: 'email',
    };
    await this.show(reply, staff, iso, input ? { input, faults: [], problem: '' } : undefined);
  }

  @Post(':iso')
  @RequirePermission('letters:write')
  enter(
    @Param({ schema: isoParam }) { iso }: IsoParam,
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    const input = textsOf(body, '_csrf');
    return this.deed(reply, staff, iso, input, async () =>
      this.answers.enter(iso, await validate(newAnswer, input), actor),
    );
  }

  @Post(':iso/:id/code')
  @RequirePermission('letters:approve')
  code(
    @Param({ schema: answerParam }) { iso, id }: AnswerParam,
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    const input = textsOf(body, '_csrf');
    return this.deed(reply, staff, iso, {}, async () =>
      this.answers.code(iso, id, await validate(newCoding, input), actor),
    );
  }

  @Post(':iso/:id/publish')
  @RequirePermission('letters:approve')
  publish(
    @Param({ schema: answerParam }) { iso, id }: AnswerParam,
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    return this.deed(reply, staff, iso, {}, () => this.answers.publish(iso, id, textsOf(body).shown === 'yes', actor));
  }

  private async deed(
    reply: FastifyReply,
    staff: SignedIn,
    iso: string,
    input: Record<string, string>,
    work: () => Promise<unknown>,
  ) {
    try {
      await work();
      void reply.header('cache-control', 'no-store').redirect(`/admin/answers/${iso}`, 303);
    } catch (error) {
      const { status, refused } = refusalOf(error, input);
      await this.show(reply, staff, iso, refused, status);
    }
  }

  private async show(reply: FastifyReply, staff: SignedIn, iso: string, refused?: Refused, status = 200) {
    const state = await this.states.get(iso, 'en');
    const [timeline, answers, names] = await Promise.all([
      this.timeline.of(iso),
      this.answers.of(iso),
      this.names.all(),
    ]);
    sendPage(reply, StateAnswersPage({ staff, state, timeline, answers, names, refused }), status);
  }
}
