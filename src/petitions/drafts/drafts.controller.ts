import { Body, Controller, Get, Param, Post, Put } from '@nestjs/common';
import type { z } from 'zod';
import { CampaignOfToken, CurrentActor, ForProgramsOnly, RequireScope } from '../../access/caller.decorator.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { validate } from '../../platform/http/validation.js';
import { Described } from '../../platform/openapi/operation.js';
import { slugParam } from '../petitions.schema.js';
import { PetitionCreation } from '../settings/petition-creation.service.js';
import { bodyOf } from '../../platform/texts/blocks/body.js';
import { gaps } from './draft-texts.js';
import * as api from './drafts.api.js';
import {
  draftText,
  draftTextParam,
  newDraft,
  type DraftText,
  type NewDraft,
  type ShownDraft,
} from './drafts-api.schema.js';
import { draftForm } from './drafts.schema.js';
import { PetitionDrafts, staleIn } from './petition-drafts.service.js';

/** Drafts of petitions for programs, such as a translation tool. Nothing here publishes. */
@Controller('api/v1/petitions')
@RequireScope('petitions:write')
@ForProgramsOnly(true)
export class PetitionDraftsController {
  constructor(
    private readonly drafts: PetitionDrafts,
    private readonly creation: PetitionCreation,
    private readonly campaigns: CampaignsService,
  ) {}

  @Post()
  @Described(api.createPetition)
  async create(
    @Body({ schema: newDraft }) { campaign, copyOf = '', ...petition }: NewDraft,
    @CurrentActor() actor: string,
    @CampaignOfToken() only: string | null,
  ): Promise<ShownDraft> {
    await this.creation.create(await this.campaigns.meant(campaign, only), { ...petition, copyOf }, actor);
    return this.shown(petition.slug);
  }

  @Get(':slug/draft')
  @Described(api.getDraft)
  get(@Param({ schema: slugParam }) { slug }: z.infer<typeof slugParam>): Promise<ShownDraft> {
    return this.shown(slug);
  }

  @Put(':slug/draft/texts/:locale')
  @Described(api.saveDraftText)
  async save(
    @Param({ schema: draftTextParam }) { slug, locale }: z.infer<typeof draftTextParam>,
    @Body({ schema: draftText }) { sections, ask, reason, ...text }: DraftText,
    @CurrentActor() actor: string,
  ): Promise<ShownDraft> {
    const before = await this.drafts.of(slug);
    const form = {
      ...text,
      locale,
      body: bodyOf(sections),
      ask: ask.join('\n'),
      reason: reason ?? before.reason ?? '',
    };
    await this.drafts.save(slug, await validate(draftForm, form), actor);
    return this.shown(slug);
  }

  private async shown(slug: string): Promise<ShownDraft> {
    const draft = await this.drafts.of(slug);
    const { revision, state, publishAt, published, reason, texts } = draft;
    return {
      slug,
      revision,
      state,
      publishAt: publishAt?.toISOString() ?? null,
      publishedVersion: published.number,
      reason,
      texts,
      missing: gaps(texts).map(({ pointer }) => pointer.slice(1)),
      untranslated: staleIn(draft),
    };
  }
}
