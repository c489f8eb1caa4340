import { Get, Param, Post } from '@nestjs/common';
import { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { slugParam } from '../../petitions/petitions.schema.js';
import { PetitionsService } from '../../petitions/petitions.service.js';
import { validate } from '../../platform/http/validation.js';
import { staffCorrectionInput } from '../../privacy/own-data.schema.js';
import { SignatureCorrections } from '../../privacy/signature-corrections.service.js';
import { AdminController } from '../frame/admin-controller.js';
import { Form, QueryTexts, type Refused, type Texts } from '../frame/form.js';
import { submit } from '../frame/submit.js';
import { SignaturePage } from './signature-page.js';

const signatureParam = slugParam.extend({ id: z.uuid() });
type SignatureParam = z.output<typeof signatureParam>;

/** One signature, corrected when its signer asks for it: a data subject request, so it takes the permission for those. */
@AdminController('admin/petitions/:slug/supporters/:id')
@RequirePermission('supporters:erase')
export class SignatureController {
  constructor(
    private readonly corrections: SignatureCorrections,
    private readonly petitions: PetitionsService,
  ) {}

  @Get()
  form(
    @Param({ schema: signatureParam }) at: SignatureParam,
    @QueryTexts() { done }: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return this.page(staff, at, actor, { done });
  }

  @Post()
  correct(
    @Param({ schema: signatureParam }) at: SignatureParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      input,
      work: async () => {
        const { shown, ...to } = await validate(staffCorrectionInput, input);
        await this.corrections.correct(at.slug, at.id, shown, to, actor);
      },
      done: `/admin/petitions/${at.slug}/supporters/${at.id}?done=corrected`,
      again: (refused) => this.page(staff, at, actor, { refused }),
    });
  }

  private async page(
    staff: SignedIn,
    { slug, id }: SignatureParam,
    actor: string,
    shown: { done?: string | undefined; refused?: Refused },
  ) {
    const signature = await this.corrections.look(slug, id, actor);
    return SignaturePage({ staff, slug, petitionTitle: await this.petitions.titleOf(slug), signature, ...shown });
  }
}
