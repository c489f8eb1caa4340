import { Get, Param } from '@nestjs/common';
import type { z } from 'zod';
import { CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { BreakdownsService } from '../../lists/breakdowns.service.js';
import { IntegrityService } from '../../petitions/integrity.service.js';
import { slugParam } from '../../petitions/petitions.schema.js';
import { PetitionsService } from '../../petitions/petitions.service.js';
import { AdminController } from '../frame/admin-controller.js';
import { FiguresPage } from './figures-page.js';

/** A petition's signatures as charts; nobody in them can be identified. */
@AdminController('admin/petitions/:slug/figures')
@RequirePermission('plan:read')
export class FiguresController {
  constructor(
    private readonly petitions: PetitionsService,
    private readonly breakdowns: BreakdownsService,
    private readonly integrity: IntegrityService,
  ) {}

  @Get()
  async page(@Param({ schema: slugParam }) { slug }: z.output<typeof slugParam>, @CurrentStaff() staff: SignedIn) {
    const [petition, breakdowns, integrity] = await Promise.all([
      this.petitions.getPublic(slug, 'en', true),
      this.breakdowns.of(slug),
      this.integrity.of(slug),
    ]);
    return FiguresPage({ staff, petition, breakdowns, integrity });
  }
}
