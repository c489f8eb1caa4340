import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import {
  ChecksOwnForm,
  CurrentActor,
  CurrentStaff,
  RequirePermission,
  RequireStepUp,
} from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { PetitionSettingsService } from '../../petitions/settings/petition-settings.service.js';
import { TakesFiles } from '../../platform/http/route-marks.js';
import { discardRest } from '../../platform/http/uploads.js';
import { validate } from '../../platform/http/validation.js';
import { Audiences } from '../../updates/audience/audiences.service.js';
import { UpdateMailings } from '../../updates/sending/mailings.service.js';
import { SendingReadiness } from '../../updates/sending/sending-readiness.service.js';
import { UpdateMails } from '../../updates/sending/update-mails.service.js';
import { StaffUpdates } from '../../updates/writing/staff-updates.service.js';
import { updateLocale, updateParam, updateRevision, type UpdateParam } from '../../updates/writing/updates.schema.js';
import { AdminController } from '../frame/admin-controller.js';
import { Form, QueryTexts, type Texts } from '../frame/form.js';
import { submit } from '../frame/submit.js';
import { audienceIn } from './audience-input.js';
import { ExclusionUpload } from './exclusion-upload.js';
import { UpdateMailPages } from './update-mail-pages.service.js';

/** A number as people type it: with separators or without. */
const typedNumber = z.object({
  confirm: z
    .string()
    .default('')
    .transform((text) => Number(text.replace(/[\s.,'’\u202f\u00a0]/g, '') || 'x'))
    .refine((n) => Number.isSafeInteger(n), {
      error: 'is not the number that is shown',
      params: { code: 'confirm.mismatch' },
    }),
});
const testForm = z.object({ locale: updateLocale });

/** The email of an update, from its plan to its figures. */
@AdminController('admin/updates/:slug/email')
@RequirePermission('plan:read')
export class UpdateMailController {
  constructor(
    private readonly updates: StaffUpdates,
    private readonly audiences: Audiences,
    private readonly mailings: UpdateMailings,
    private readonly mails: UpdateMails,
    private readonly readiness: SendingReadiness,
    private readonly petitions: PetitionSettingsService,
    private readonly upload: ExclusionUpload,
    private readonly pages: UpdateMailPages,
  ) {}

  @Get()
  show(
    @Param({ schema: updateParam }) { slug }: UpdateParam,
    @QueryTexts() { done }: Texts,
    @CurrentStaff() staff: SignedIn,
  ) {
    return this.pages.of(staff, slug, { done });
  }

  @Post('plan')
  @RequirePermission('updates:send')
  plan(
    @Param({ schema: updateParam }) { slug }: UpdateParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return this.act(staff, slug, 'planned', input, async () => {
      const { update, asked } = await this.asked(slug, input);
      const audience = await this.audiences.known(update.campaignId, asked.audience);
      await this.mailings.plan(update.id, { audience, notAfter: asked.notAfter }, actor);
    });
  }

  /** Changes nothing; shows the form again with the number. */
  @Post('count')
  @RequirePermission('updates:send')
  count(@Param({ schema: updateParam }) { slug }: UpdateParam, @Form() input: Texts, @CurrentStaff() staff: SignedIn) {
    return submit({
      input,
      work: async () => {
        const { update, asked } = await this.asked(slug, input);
        return this.audiences.count(update, asked.audience);
      },
      done: (count) => this.pages.of(staff, slug, { count, input }),
      again: (refused) => this.pages.of(staff, slug, { refused }),
    });
  }

  @Post('samples')
  @RequirePermission('updates:send')
  samples(
    @Param({ schema: updateParam }) { slug }: UpdateParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      input,
      work: async () => {
        const { update, asked } = await this.asked(slug, input);
        return this.audiences.sample(update, asked.audience, actor);
      },
      done: (samples) => this.pages.of(staff, slug, { samples, input }),
      again: (refused) => this.pages.of(staff, slug, { refused }),
    });
  }

  @Post('exclusions')
  @RequirePermission('updates:send')
  @TakesFiles(true)
  @ChecksOwnForm(true)
  exclude(
    @Param({ schema: updateParam }) { slug }: UpdateParam,
    @Req() request: FastifyRequest,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return this.act(staff, slug, 'uploaded', {}, async () => {
      const campaign = async () => (await this.updates.of(slug)).campaignId;
      await this.upload.take(request, campaign, actor).catch((error: unknown) => {
        discardRest(request);
        throw error;
      });
    });
  }

  @Post('test')
  @RequirePermission('updates:send')
  test(@Param({ schema: updateParam }) { slug }: UpdateParam, @Form() input: Texts, @CurrentStaff() staff: SignedIn) {
    return this.act(staff, slug, 'tested', {}, async () => {
      const { locale } = await validate(testForm, input);
      await this.mails.sendTest((await this.updates.of(slug)).id, locale, staff.id);
    });
  }

  @Post('approve')
  @RequirePermission('updates:send')
  approve(
    @Param({ schema: updateParam }) { slug }: UpdateParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return this.act(staff, slug, 'approved', {}, async () => {
      const { revision } = await validate(updateRevision, input);
      await this.mailings.approve((await this.updates.of(slug)).id, revision, actor);
    });
  }

  @Post('start')
  @RequirePermission('updates:send')
  @RequireStepUp('/admin/updates/:slug/email')
  start(
    @Param({ schema: updateParam }) { slug }: UpdateParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return this.act(staff, slug, 'started', input, async () => {
      const { confirm: typed } = await validate(typedNumber, input);
      const { revision } = await validate(updateRevision, input);
      await this.mailings.start((await this.updates.of(slug)).id, { typed, revision }, actor);
    });
  }

  @Post('pause')
  @RequirePermission('updates:send')
  pause(
    @Param({ schema: updateParam }) { slug }: UpdateParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return this.act(staff, slug, 'paused', {}, async () =>
      this.mailings.pause((await this.updates.of(slug)).id, actor),
    );
  }

  @Post('resume')
  @RequirePermission('updates:send')
  resume(
    @Param({ schema: updateParam }) { slug }: UpdateParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return this.act(staff, slug, 'resumed', {}, async () =>
      this.mailings.resume((await this.updates.of(slug)).id, actor),
    );
  }

  @Post('cancel')
  @RequirePermission('updates:send')
  cancel(
    @Param({ schema: updateParam }) { slug }: UpdateParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return this.act(staff, slug, 'cancelled', {}, async () =>
      this.mailings.cancel((await this.updates.of(slug)).id, actor),
    );
  }

  @Post('again')
  @RequirePermission('updates:send')
  again(
    @Param({ schema: updateParam }) { slug }: UpdateParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return this.act(staff, slug, 'again', input, async () => {
      const { confirm: typed } = await validate(typedNumber, input);
      await this.mailings.resendUnknown((await this.updates.of(slug)).id, typed, actor);
    });
  }

  /** Only owners. */
  @Post('waive')
  @RequirePermission('staff:manage')
  waive(
    @Param({ schema: updateParam }) { slug }: UpdateParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return this.act(staff, slug, 'waived', {}, async () =>
      this.readiness.waive((await this.updates.of(slug)).id, actor),
    );
  }

  private async asked(slug: string, input: Texts) {
    const update = await this.updates.of(slug);
    const petitions = (await this.petitions.list(update.campaignId)).map((one) => one.slug);
    return { update, asked: audienceIn(input, petitions, await this.updates.timeZoneOf(update)) };
  }

  private act(staff: SignedIn, slug: string, done: string, input: Texts, work: () => Promise<unknown>) {
    return submit({
      input,
      work,
      done: `/admin/updates/${slug}/email?done=${done}`,
      again: (refused) => this.pages.of(staff, slug, { refused }),
    });
  }
}
