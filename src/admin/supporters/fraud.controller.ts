import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { sendPage } from '../../platform/http/page.js';
import { validate } from '../../platform/http/validation.js';
import { FraudDeskService } from '../../petitions/fraud-desk.service.js';
import { newFraudRule } from '../../petitions/fraud.schema.js';
import { slugParam } from '../../petitions/petitions.schema.js';
import { PetitionsService } from '../../petitions/petitions.service.js';
import { ActorNames } from '../frame/actor-names.js';
import { refusalOf, textsOf, type Refused } from '../frame/form.js';
import { FraudPage } from './fraud-page.js';

type SlugParam = z.output<typeof slugParam>;
const rowParam = slugParam.extend({ id: z.uuid() });
type RowParam = z.output<typeof rowParam>;

/** Setting aside what looks like fraud, by rules that are looked at first and can be undone. */
@Controller('admin/petitions/:slug')
@RequirePermission('fraud:decide')
export class FraudController {
  constructor(
    private readonly desk: FraudDeskService,
    private readonly names: ActorNames,
    private readonly petitions: PetitionsService,
  ) {}

  @Get('fraud')
  async list(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Query() query: unknown,
    @CurrentStaff() staff: SignedIn,
    @Res() reply: FastifyReply,
  ) {
    const { kind, value, done } = textsOf(query);
    await this.show(reply, staff, slug, { input: { ...(kind && { kind }), ...(value && { value }) }, done });
  }

  @Post('fraud')
  async draft(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    const input = textsOf(body, '_csrf');
    await this.deed(reply, staff, slug, input, async () => {
      await this.desk.draft(slug, await validate(newFraudRule, input), actor);
      return 'drafted';
    });
  }

  @Post('fraud/:id/apply')
  async apply(
    @Param({ schema: rowParam }) { slug, id }: RowParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    await this.deed(reply, staff, slug, {}, async () => {
      await this.desk.apply(slug, id, actor);
      return 'applying';
    });
  }

  @Post('fraud/:id/undo')
  async undo(
    @Param({ schema: rowParam }) { slug, id }: RowParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    await this.deed(reply, staff, slug, {}, async () => {
      await this.desk.undo(slug, id, actor);
      return 'undoing';
    });
  }

  @Post('supporters/:id/restore')
  async restore(
    @Param({ schema: rowParam }) { slug, id }: RowParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    await this.deed(reply, staff, slug, {}, async () => {
      await this.desk.restore(slug, id, actor);
      return 'restored';
    });
  }

  private async deed(
    reply: FastifyReply,
    staff: SignedIn,
    slug: string,
    input: Record<string, string>,
    work: () => Promise<string>,
  ): Promise<void> {
    try {
      const done = await work();
      void reply.header('cache-control', 'no-store').redirect(`/admin/petitions/${slug}/fraud?done=${done}`, 303);
    } catch (error) {
      const { status, refused } = refusalOf(error, input);
      await this.show(reply, staff, slug, { input, refused }, status);
    }
  }

  private async show(
    reply: FastifyReply,
    staff: SignedIn,
    slug: string,
    told: { input: Record<string, string>; done?: string | undefined; refused?: Refused },
    status = 200,
  ): Promise<void> {
    const [rules, trends, names] = await Promise.all([this.desk.list(slug), this.desk.trends(slug), this.names.all()]);
    // Each preview reads the petition's signatures, so only the newest rules get one.
    const newest = rules.filter((rule) => rule.status !== 'undone').slice(0, 5);
    const previews = new Map(
      await Promise.all(newest.map(async ({ id }) => [id, await this.desk.preview(slug, id)] as const)),
    );
    const petitionTitle = await this.petitions.titleOf(slug);
    sendPage(reply, FraudPage({ staff, slug, petitionTitle, rules, trends, previews, names, ...told }), status);
  }
}
