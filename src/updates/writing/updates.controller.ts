import { Body, Controller, Get, Param, Post, Put, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Public } from '../../access/access.guard.js';
import { CampaignOfToken, CurrentActor, ForProgramsOnly, RequireScope } from '../../access/caller.decorator.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { chooseLocale } from '../../platform/http/locale.js';
import { PageCache } from '../../platform/http/page-cache.js';
import { jsonAnswer } from '../../platform/http/public-answer.js';
import { validate } from '../../platform/http/validation.js';
import { Described } from '../../platform/openapi/operation.js';
import { StaffUpdates } from './staff-updates.service.js';
import { UpdateDrafts } from './update-drafts.service.js';
import { gaps } from './update-texts.js';
import { updatesTag, UpdateViews, type UpdateSummary } from './update-views.service.js';
import * as api from './updates.api.js';
import {
  newUpdateDraft,
  updateDraftText,
  updateTextParam,
  type NewUpdateDraft,
  type ShownUpdateDraft,
  type UpdateDraftText,
} from './updates-api.schema.js';
import { updateForm, updateParam, type UpdateParam } from './updates.schema.js';

const languageQuery = z.object({ lang: z.string().max(100).optional() });
type LanguageQuery = z.output<typeof languageQuery>;

/** What the public reads. */
@Public()
@Controller('api/v1/updates')
export class PublicUpdatesController {
  constructor(
    private readonly views: UpdateViews,
    private readonly cache: PageCache,
  ) {}

  @Get()
  @Described(api.listUpdates)
  async list(
    @Query({ schema: languageQuery }) { lang }: LanguageQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const locale = chooseLocale(lang, undefined, request.headers['accept-language']);
    await this.cache.send(reply, `api updates ${locale}`, updatesTag, async () =>
      jsonAnswer(locale, { updates: (await this.views.list(null, locale)).map(shown) }),
    );
  }

  @Get(':slug')
  @Described(api.getUpdate)
  async get(
    @Param({ schema: updateParam }) { slug }: UpdateParam,
    @Query({ schema: languageQuery }) { lang }: LanguageQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    const locale = chooseLocale(lang, undefined, request.headers['accept-language']);
    await this.cache.send(reply, `api update ${slug} ${locale}`, [updatesTag, 'petitions'], async () => {
      const { versions, ...summary } = await this.views.one(slug, locale);
      return jsonAnswer(locale, {
        ...shown(summary),
        versions: versions.map(({ number, hash, reason, publishedAt }) => ({
          number,
          hash,
          reason,
          publishedAt: publishedAt.toISOString(),
        })),
      });
    });
  }
}

/** Drafts for programs, such as a translation tool. Nothing here publishes or sends. */
@Controller('api/v1/updates')
@RequireScope('updates:write')
@ForProgramsOnly(true)
export class UpdateDraftsController {
  constructor(
    private readonly updates: StaffUpdates,
    private readonly drafts: UpdateDrafts,
    private readonly campaigns: CampaignsService,
  ) {}

  @Post()
  @Described(api.createUpdate)
  async create(
    @Body({ schema: newUpdateDraft }) { campaign, petition = '', ...update }: NewUpdateDraft,
    @CurrentActor() actor: string,
    @CampaignOfToken() only: string | null,
  ): Promise<ShownUpdateDraft> {
    const campaignId = await this.campaigns.meant(campaign, only);
    await this.drafts.create(campaignId, { ...update, petition }, actor);
    return this.shown(update.slug);
  }

  @Get(':slug/draft')
  @Described(api.getUpdateDraft)
  get(@Param({ schema: updateParam }) { slug }: UpdateParam): Promise<ShownUpdateDraft> {
    return this.shown(slug);
  }

  @Put(':slug/draft/texts/:locale')
  @Described(api.saveUpdateText)
  async save(
    @Param({ schema: updateTextParam }) { slug, locale }: z.infer<typeof updateTextParam>,
    @Body({ schema: updateDraftText }) { title, text, revision, reason }: UpdateDraftText,
    @CurrentActor() actor: string,
  ): Promise<ShownUpdateDraft> {
    const before = await this.updates.of(slug);
    const form = { locale, title, body: text, revision, reason: reason ?? before.reason ?? '' };
    await this.drafts.save(slug, await validate(updateForm, form), actor);
    return this.shown(slug);
  }

  private async shown(slug: string): Promise<ShownUpdateDraft> {
    const { revision, state, publishAt, published, reason, texts } = await this.updates.of(slug);
    return {
      slug,
      revision,
      state,
      publishAt: publishAt?.toISOString() ?? null,
      publishedVersion: published?.number ?? 0,
      reason,
      texts,
      missing: gaps(texts).map(({ pointer }) => pointer.slice(1).replace('/body', '/text')),
    };
  }
}

const shown = ({ slug, petition, title, text, locale, locales, publishedAt, changedAt }: UpdateSummary) => ({
  slug,
  petition,
  title,
  text,
  language: locale,
  languages: locales,
  publishedAt: publishedAt.toISOString(),
  changedAt: changedAt.toISOString(),
});
