import { Get, Param, Query } from '@nestjs/common';
import { z } from 'zod';
import { CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { BreakdownsService } from '../../lists/breakdowns.service.js';
import { IntegrityService } from '../../petitions/integrity.service.js';
import { slugParam } from '../../petitions/petitions.schema.js';
import { PetitionsService } from '../../petitions/petitions.service.js';
import { csvFile, svgFile } from '../../platform/http/csv-file.js';
import { AdminController } from '../frame/admin-controller.js';
import { ConsentFiguresPage } from './consent-figures-page.js';
import { FiguresDesk } from './figures-desk.js';
import { FiguresPage } from './figures-page.js';
import { pictureOf } from './pictures.js';
import { fileNameOf, sheetNames, sheetOf } from './sheets.js';

const shortText = z.string().max(200).optional();
const figuresQuery = z.object({ from: shortText, to: shortText, with: shortText });
type Asked = z.output<typeof figuresQuery>;

const fileParam = slugParam.extend({
  file: z.enum(sheetNames.flatMap((name) => [`${name}.csv`, `${name}.svg`] as const)),
});

/** A petition's signatures as charts; nobody in them can be identified. */
@AdminController('admin/petitions/:slug/figures')
@RequirePermission('plan:read')
export class FiguresController {
  constructor(
    private readonly petitions: PetitionsService,
    private readonly breakdowns: BreakdownsService,
    private readonly integrity: IntegrityService,
    private readonly desk: FiguresDesk,
  ) {}

  @Get()
  async page(
    @Param({ schema: slugParam }) { slug }: z.output<typeof slugParam>,
    @Query({ schema: figuresQuery }) query: Asked,
    @CurrentStaff() staff: SignedIn,
  ) {
    return FiguresPage({ staff, view: await this.desk.view(slug, query) });
  }

  @Get('consents')
  async consents(@Param({ schema: slugParam }) { slug }: z.output<typeof slugParam>, @CurrentStaff() staff: SignedIn) {
    const [title, consents, integrity] = await Promise.all([
      this.petitions.titleOf(slug),
      this.breakdowns.consents(slug),
      this.integrity.of(slug),
    ]);
    return ConsentFiguresPage({ staff, petition: { slug, title }, consents, integrity });
  }

  @Get(':file')
  async file(
    @Param({ schema: fileParam }) { slug, file }: z.output<typeof fileParam>,
    @Query({ schema: figuresQuery }) query: Asked,
  ) {
    const view = await this.desk.view(slug, query);
    const name = sheetNames.find((one) => file.startsWith(`${one}.`)) ?? 'by-day';
    if (file.endsWith('.svg')) return svgFile(fileNameOf(view, name, 'svg'), pictureOf(name, view));
    const { columns, rows } = sheetOf[name](view);
    return csvFile(fileNameOf(view, name, 'csv'), columns, rows);
  }
}
