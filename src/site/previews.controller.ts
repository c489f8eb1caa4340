import { Controller, Get, Param, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Public } from '../access/access.guard.js';
import { RequirePermission } from '../access/caller.decorator.js';
import { utcDay } from '../platform/clock.js';
import { PreviewLinks } from '../petitions/previews/preview-links.service.js';
import { previewParam, staffPreviewParam } from '../petitions/previews/previews.schema.js';
import { PreviewPages } from './preview-pages.service.js';
import { visitorOf } from './visitor.js';

type StaffPreviewParam = z.output<typeof staffPreviewParam>;
type PreviewParam = z.output<typeof previewParam>;

/** Drafts for the staff, as the public would read them. */
@Controller('admin/petitions/:slug/preview')
@RequirePermission('plan:read')
export class StaffPreviewsController {
  constructor(private readonly pages: PreviewPages) {}

  @Get(':part')
  show(@Param({ schema: staffPreviewParam }) { slug, part }: StaffPreviewParam, @Req() request: FastifyRequest) {
    const { locale } = visitorOf(request);
    return this.pages.answer(slug, { locale, part, base: `/admin/petitions/${slug}/preview`, until: null });
  }
}

/** The same on a link, for people outside the staff. */
@Public()
@Controller('preview')
export class PreviewsController {
  constructor(
    private readonly links: PreviewLinks,
    private readonly pages: PreviewPages,
  ) {}

  @Get(':token')
  first(@Param({ schema: previewParam }) params: PreviewParam, @Req() request: FastifyRequest) {
    return this.show(params, request);
  }

  @Get(':token/:part')
  async show(@Param({ schema: previewParam }) { token, part }: PreviewParam, @Req() request: FastifyRequest) {
    const { slug, expiresAt } = await this.links.open(token);
    const { locale } = visitorOf(request);
    return this.pages.answer(slug, { locale, part, base: `/preview/${token}`, until: utcDay(expiresAt) });
  }
}
