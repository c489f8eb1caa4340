import { Get, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { InvalidInput } from '../../platform/errors.js';
import { validate } from '../../platform/http/validation.js';
import { noteForm, noteIn, noteKinds } from '../../petitions/notes/notes.schema.js';
import { PetitionDrafts } from '../../petitions/drafts/petition-drafts.service.js';
import { PetitionNotes } from '../../petitions/notes/petition-notes.service.js';
import { slugParam } from '../../petitions/petitions.schema.js';
import { PetitionsService } from '../../petitions/petitions.service.js';
import { AdminController } from '../frame/admin-controller.js';
import { Form, QueryTexts, type Refused, type Texts } from '../frame/form.js';
import { submit } from '../frame/submit.js';
import { PetitionNotesPage } from './petition-notes-page.js';

type SlugParam = z.infer<typeof slugParam>;

/** What is said beside a petition's text: introduction, news, closing note. */
@AdminController('admin/petitions/:slug/notes')
@RequirePermission('plan:read')
export class PetitionNotesController {
  constructor(
    private readonly notes: PetitionNotes,
    private readonly drafts: PetitionDrafts,
    private readonly petitions: PetitionsService,
  ) {}

  @Get()
  show(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @QueryTexts() { kind, done }: Texts,
    @CurrentStaff() staff: SignedIn,
  ) {
    return this.page(staff, slug, kind, done === 'published');
  }

  @Post()
  @RequirePermission('plan:manage')
  publish(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      input,
      work: async () => {
        const form = await validate(noteForm, input);
        const { texts, faults } = noteIn(form);
        if (faults.length > 0) throw new InvalidInput(faults);
        await this.notes.publish(slug, form.kind, texts, actor);
        return form.kind;
      },
      done: (kind) => `/admin/petitions/${slug}/notes?kind=${kind}&done=published`,
      again: (refused) => this.page(staff, slug, input.kind, false, refused),
    });
  }

  private async page(staff: SignedIn, slug: string, named: string | undefined, done: boolean, refused?: Refused) {
    const kind = noteKinds.find((one) => one === named) ?? 'introduction';
    const id = await this.petitions.idOf(slug);
    const [notes, title, { languages }] = await Promise.all([
      this.notes.current(id),
      this.petitions.titleOf(slug),
      this.drafts.of(slug),
    ]);
    return PetitionNotesPage({ staff, slug, title, languages, notes, kind, done, refused });
  }
}
