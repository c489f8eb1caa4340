import { Body, Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { FraudRulesService, type FraudRule } from '../../petitions/fraud-rules.service.js';
import { newFraudRule } from '../../petitions/fraud.schema.js';
import { slugParam } from '../../petitions/petitions.schema.js';
import { PetitionsService } from '../../petitions/petitions.service.js';
import { validate } from '../../platform/http/validation.js';
import { ActorNames } from '../frame/actor-names.js';
import { AdminController } from '../frame/admin-controller.js';
import { oneByOne, tickedIn } from '../frame/bulk.js';
import { requireTyped } from '../frame/confirm.js';
import { Form, type Refused, type Texts } from '../frame/form.js';
import type { Listed } from '../frame/list.js';
import { ListQuery, Lists } from '../frame/lists.service.js';
import { submit } from '../frame/submit.js';
import { RestoredPage, RestoreSeveralPage } from './restore-pages.js';
import { FraudPage } from './fraud-page.js';
import { fieldOf, fraudRuleList } from './fraud-rules-list.js';

type SlugParam = z.output<typeof slugParam>;
const rowParam = slugParam.extend({ id: z.uuid() });
type RowParam = z.output<typeof rowParam>;

/** Quarantining suspected fraud, by rules that are previewed first and can be undone. */
@AdminController('admin/petitions/:slug')
@RequirePermission('fraud:decide')
export class FraudController {
  constructor(
    private readonly rules: FraudRulesService,
    private readonly names: ActorNames,
    private readonly petitions: PetitionsService,
    private readonly lists: Lists,
  ) {}

  @Get('fraud')
  async list(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @ListQuery() input: Texts,
    @CurrentStaff() staff: SignedIn,
  ) {
    const { kind, value, done, rule } = input;
    const { opening, around } = await this.around(staff, slug, rule);
    const drafted = { ...(kind && { kind }), ...(value && { value }) };
    const page = (listed: Listed<FraudRule>) => FraudPage({ ...around, listed, input: drafted, done });
    return this.lists.show({ ...opening, input, page });
  }

  @Post('fraud')
  draft(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return this.act(staff, slug, input, 'drafted', async () =>
      this.rules.draft(slug, await validate(newFraudRule, input), actor),
    );
  }

  @Post('fraud/:id/apply')
  apply(
    @Param({ schema: rowParam }) { slug, id }: RowParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    const work = async () => {
      const { n } = await this.rules.preview(slug, id);
      requireShown(input, id, n);
      return this.rules.apply(slug, id, actor);
    };
    return this.act(staff, slug, input, 'applying', work, id);
  }

  @Post('fraud/:id/undo')
  undo(
    @Param({ schema: rowParam }) { slug, id }: RowParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return this.act(staff, slug, {}, 'undoing', () => this.rules.undo(slug, id, actor));
  }

  @Post('supporters/:id/restore')
  restore(
    @Param({ schema: rowParam }) { slug, id }: RowParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return this.act(staff, slug, {}, 'restored', () => this.rules.restore(slug, id, actor));
  }

  /** Shows what restoring several signatures does; with `sure`, does it, each as by its own button. */
  @Post('supporters/restore')
  async restoreSeveral(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Body() body: unknown,
    @Form() { sure }: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    const shown = { staff, slug, ids: tickedIn(body), petitionTitle: await this.petitions.titleOf(slug) };
    if (sure !== 'yes') return RestoreSeveralPage(shown);
    return RestoredPage({ ...shown, outcome: await oneByOne(shown.ids, (id) => this.rules.restore(slug, id, actor)) });
  }

  private act(
    staff: SignedIn,
    slug: string,
    input: Texts,
    done: string,
    work: () => Promise<unknown>,
    counted?: string,
  ) {
    return submit({
      input,
      work,
      done: `/admin/petitions/${slug}/fraud?done=${done}`,
      again: async (refused) => {
        const { opening, around } = await this.around(staff, slug, counted, refused);
        return FraudPage({ ...around, listed: await this.lists.open(opening), input, refused });
      },
    });
  }

  /** @param counted the rule whose preview was asked for */
  private async around(staff: SignedIn, slug: string, counted: string | undefined, refused?: Refused) {
    const [rules, trends, names] = await Promise.all([
      this.rules.list(slug),
      this.rules.trends(slug),
      this.names.all(),
    ]);
    // Each preview reads the petition's signatures, so only the newest rules get one, and the one that was asked for.
    const newest = rules.filter((rule) => rule.status !== 'undone').filter(({ id }, n) => n < 5 || id === counted);
    const previews = new Map(
      await Promise.all(newest.map(async ({ id }) => [id, await this.rules.preview(slug, id)] as const)),
    );
    const petitionTitle = await this.petitions.titleOf(slug);
    const list = fraudRuleList({ staff, slug, previews, names, refused });
    return { opening: { list, staff, read: () => rules }, around: { staff, slug, petitionTitle, trends } };
  }
}

/** Sign-ups keep arriving while somebody reads: a few more than were shown are what they agreed to, many more are not. */
const mostMore = (shown: number): number => shown + Math.max(10, Math.floor(shown / 10));

/** @throws InvalidInput unless the number shown with the rule was typed, and is still about right */
function requireShown(input: Texts, id: string, now: number): void {
  const shown = /^\d{1,9}$/.test(input.shown ?? '') ? Number(input.shown) : now;
  requireTyped(input, now <= mostMore(shown) ? shown : now, fieldOf(id));
}
