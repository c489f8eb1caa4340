import { Get } from '@nestjs/common';
import { CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { ImportsService } from '../../imports/imports.service.js';
import { SupporterListService } from '../../lists/supporter-list.service.js';
import { FraudRulesService } from '../../petitions/fraud-rules.service.js';
import { PetitionsService } from '../../petitions/petitions.service.js';
import { seeOther } from '../../platform/http/answer.js';
import { AdminController, type Shown } from '../frame/admin-controller.js';
import { campaignOf } from '../frame/campaign.js';
import { PetitionChoicePage, type Choice, type ChoiceLine } from './petition-choice-page.js';
import { exportsChoice, fraudChoice, importsChoice, supportersChoice } from './petition-choices.js';

/** Entries of the menu for what each petition has of its own: they lead to the only petition, or let one be chosen. */
@AdminController('admin')
export class PeopleController {
  constructor(
    private readonly petitions: PetitionsService,
    private readonly lists: SupporterListService,
    private readonly imports: ImportsService,
    private readonly fraud: FraudRulesService,
  ) {}

  @Get('supporters')
  @RequirePermission('supporters:read')
  supporters(@CurrentStaff() staff: SignedIn) {
    return this.choose(staff, supportersChoice, async () => {
      const totals = await this.lists.totals(campaignOf(staff).id);
      return new Map(totals.map(({ slug, confirmed, pending, shadowed }) => [slug, [confirmed, pending, shadowed]]));
    });
  }

  @Get('imports')
  @RequirePermission('supporters:import')
  importsOfEach(@CurrentStaff() staff: SignedIn) {
    return this.choose(staff, importsChoice, (slugs) =>
      ofEach(slugs, async (slug) => {
        const imports = await this.imports.list(slug);
        return [imports.length, imports.reduce((sum, { rowsTaken, rowsUndone }) => sum + rowsTaken - rowsUndone, 0)];
      }),
    );
  }

  @Get('exports/new')
  @RequirePermission('supporters:export')
  exports(@CurrentStaff() staff: SignedIn) {
    return this.choose(staff, exportsChoice, async () => {
      const totals = await this.lists.totals(campaignOf(staff).id);
      return new Map(totals.map(({ slug, confirmed }) => [slug, [confirmed]]));
    });
  }

  @Get('fraud')
  @RequirePermission('fraud:decide')
  fraudOfEach(@CurrentStaff() staff: SignedIn) {
    return this.choose(staff, fraudChoice, (slugs) =>
      ofEach(slugs, async (slug) => {
        const rules = await this.fraud.list(slug);
        const inStatus = (status: string): number => rules.filter((rule) => rule.status === status).length;
        return [inStatus('applied'), inStatus('draft')];
      }),
    );
  }

  private async choose(
    staff: SignedIn,
    choice: Choice,
    count: (slugs: readonly string[]) => Promise<Map<string, number[]>>,
  ): Promise<Shown> {
    const slugs = await this.petitions.slugsOf(campaignOf(staff).id);
    const [only] = slugs;
    if (only !== undefined && slugs.length === 1) return seeOther(choice.to(only));
    const titles = await this.petitions.titles(slugs);
    const counts = await count(slugs);
    const lines: ChoiceLine[] = slugs.map((slug) => ({
      href: choice.to(slug),
      title: titles.get(slug) ?? slug,
      counts: counts.get(slug) ?? [],
    }));
    return PetitionChoicePage({ staff, choice, lines });
  }
}

const ofEach = async (
  slugs: readonly string[],
  count: (slug: string) => Promise<number[]>,
): Promise<Map<string, number[]>> =>
  new Map(await Promise.all(slugs.map(async (slug) => [slug, await count(slug)] as const)));
