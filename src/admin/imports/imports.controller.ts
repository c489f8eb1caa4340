import { Get, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { ChecksOwnForm, CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { ImportFaults } from '../../imports/import-faults.service.js';
import { importMappingForm } from '../../imports/import.schema.js';
import { ImportsService, type SignatureImport } from '../../imports/imports.service.js';
import { slugParam } from '../../petitions/petitions.schema.js';
import { PetitionsService } from '../../petitions/petitions.service.js';
import { InvalidInput } from '../../platform/errors.js';
import { Answer, download } from '../../platform/http/answer.js';
import { TakesFiles } from '../../platform/http/route-marks.js';
import { discardRest } from '../../platform/http/uploads.js';
import { validate } from '../../platform/http/validation.js';
import { ActorNames } from '../frame/actor-names.js';
import { AdminController } from '../frame/admin-controller.js';
import { requireTyped } from '../frame/confirm.js';
import { Form, type Refused, type Texts } from '../frame/form.js';
import type { Listed } from '../frame/list.js';
import { ListQuery, Lists } from '../frame/lists.service.js';
import { submit } from '../frame/submit.js';
import { ImportForm } from './import-form.js';
import { erasesSignatures, ImportPage } from './import-page.js';
import { importList, ImportsPage } from './imports-page.js';

type SlugParam = z.output<typeof slugParam>;
const importParam = slugParam.extend({ id: z.uuid() });
type ImportParam = z.output<typeof importParam>;

/** Importing signatures from paper and lists: upload, mapping, preview, import, undo. */
@AdminController('admin/petitions/:slug/imports')
@RequirePermission('supporters:import')
export class ImportsController {
  constructor(
    private readonly imports: ImportsService,
    private readonly faults: ImportFaults,
    private readonly form: ImportForm,
    private readonly names: ActorNames,
    private readonly petitions: PetitionsService,
    private readonly lists: Lists,
  ) {}

  @Get()
  async list(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @ListQuery() input: Texts,
    @CurrentStaff() staff: SignedIn,
  ) {
    const petitionTitle = await this.petitions.titleOf(slug);
    const page = (listed: Listed<SignatureImport>) => ImportsPage({ staff, slug, petitionTitle, listed });
    return this.lists.show({ ...(await this.opening(staff, slug)), input, page });
  }

  @Post()
  @TakesFiles(true)
  @ChecksOwnForm(true)
  upload(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Req() request: FastifyRequest,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    const input: Texts = {};
    return submit({
      input,
      work: () =>
        this.form.take(request, slug, actor, input).catch((error: unknown) => {
          discardRest(request);
          throw error;
        }),
      done: (id) => `/admin/petitions/${slug}/imports/${id}`,
      again: (refused, error) => {
        if (/json/.test(request.headers.accept ?? '')) throw error;
        return this.listPage(staff, slug, { input, refused });
      },
    });
  }

  @Get(':id')
  one(
    @Param({ schema: importParam }) params: ImportParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return this.page(staff, actor, params);
  }

  @Post(':id/mapping')
  map(
    @Param({ schema: importParam }) params: ImportParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    const { slug, id } = params;
    return this.act(staff, actor, params, input, async () =>
      this.imports.map(slug, id, await validate(importMappingForm, input)),
    );
  }

  @Post(':id/apply')
  apply(
    @Param({ schema: importParam }) params: ImportParam,
    @Form() { attest }: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return this.act(staff, actor, params, {}, () => {
      if (attest === 'yes') return this.imports.apply(params.slug, params.id, actor);
      throw new InvalidInput([{ pointer: '/attest', code: 'import.not_attested', detail: 'must be confirmed' }]);
    });
  }

  @Post(':id/undo')
  undo(
    @Param({ schema: importParam }) params: ImportParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    const { slug, id } = params;
    return this.act(staff, actor, params, input, async () => {
      const found = await this.imports.get(slug, id);
      if (erasesSignatures(found)) requireTyped(input, found.rowsTaken);
      return this.imports.undo(slug, id, actor);
    });
  }

  @Get(':id/errors.csv')
  async errors(
    @Param({ schema: importParam }) { slug, id }: ImportParam,
    @CurrentActor() actor: string,
    @Req() { method }: FastifyRequest,
  ) {
    // A HEAD request would generate a file and discard it.
    if (method === 'HEAD') return new Answer(undefined, 204);
    const content = await this.faults.file(slug, id, actor);
    return download({ filename: `refused-${id}.csv`, type: 'text/csv; charset=utf-8; header=present', content });
  }

  private act(staff: SignedIn, actor: string, params: ImportParam, input: Texts, work: () => Promise<void>) {
    return submit({
      input,
      work,
      done: `/admin/petitions/${params.slug}/imports/${params.id}`,
      again: (refused) => this.page(staff, actor, params, refused),
    });
  }

  private async listPage(staff: SignedIn, slug: string, notice: { input: Texts; refused: Refused }) {
    const petitionTitle = await this.petitions.titleOf(slug);
    const listed = await this.lists.open(await this.opening(staff, slug));
    return ImportsPage({ staff, slug, petitionTitle, listed, ...notice });
  }

  private async opening(staff: SignedIn, slug: string) {
    return { list: importList(slug, await this.names.all()), staff, read: () => this.imports.list(slug) };
  }

  private async page(staff: SignedIn, actor: string, { slug, id }: ImportParam, refused?: Refused) {
    const found = await this.imports.get(slug, id);
    const preview = found.status === 'ready' && found.findings ? await this.imports.preview(found, actor) : null;
    const mapping = found.mapping ?? this.imports.guess(found);
    const waits = found.status === 'uploaded' || found.status === 'ready';
    const samples = waits && found.reading.encodingGuessed === true ? await this.imports.samples(found, actor) : [];
    const [petitionTitle, names] = await Promise.all([this.petitions.titleOf(slug), this.names.all()]);
    return ImportPage({ staff, slug, petitionTitle, found, mapping, preview, samples, names, refused });
  }
}
