import { Get } from '@nestjs/common';
import { CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { Clock, utcDay } from '../../platform/clock.js';
import { csvFile, svgFile } from '../../platform/http/csv-file.js';
import { LetterFates } from '../../replies/answers/letter-fates.service.js';
import { AdminController } from '../frame/admin-controller.js';
import { campaignOf } from '../frame/campaign.js';
import { fateTable, fatePicture, LetterFiguresPage } from './letter-figures-page.js';

/** What became of the newest letter to each State, on the map. */
@AdminController('admin/letters/figures')
@RequirePermission('letters:read')
export class LetterFiguresController {
  constructor(
    private readonly fates: LetterFates,
    private readonly clock: Clock,
  ) {}

  @Get()
  async page(@CurrentStaff() staff: SignedIn) {
    return LetterFiguresPage({ staff, fates: await this.fates.of(campaignOf(staff).id) });
  }

  @Get('by-state.csv')
  async csv(@CurrentStaff() staff: SignedIn) {
    const { id, slug } = campaignOf(staff);
    const { columns, rows } = fateTable(await this.fates.of(id));
    return csvFile(`${slug}-letters-by-state-${this.today()}.csv`, columns, rows);
  }

  @Get('by-state.svg')
  async svg(@CurrentStaff() staff: SignedIn) {
    const { id, slug, name } = campaignOf(staff);
    const picture = fatePicture(await this.fates.of(id), [name, this.today()]);
    return svgFile(`${slug}-letters-by-state-${this.today()}.svg`, picture);
  }

  private today(): string {
    return utcDay(this.clock.now());
  }
}
