import { Get, Param, Post } from '@nestjs/common';
import type { z } from 'zod';
import { CurrentActor, CurrentStaff, RequirePermission } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { download } from '../../platform/http/answer.js';
import { validate } from '../../platform/http/validation.js';
import { slugParam } from '../../petitions/petitions.schema.js';
import { PetitionsService } from '../../petitions/petitions.service.js';
import { CountLogs } from '../../transparency/count-logs.service.js';
import { drawParam, newDraw } from '../../transparency/log-draws.schema.js';
import { LogDraws } from '../../transparency/log-draws.service.js';
import { SignatureReceipts } from '../../transparency/receipts.service.js';
import { AdminController } from '../frame/admin-controller.js';
import { Form, type Refused, type Texts } from '../frame/form.js';
import { submit } from '../frame/submit.js';
import { DrawPage, DrawsPage } from './petition-draws-page.js';

type SlugParam = z.infer<typeof slugParam>;
type DrawParam = z.infer<typeof drawParam>;

/** Entries of the public log that others drew by lot, and what may be shown to them. */
@AdminController('admin/petitions/:slug/draws')
@RequirePermission('supporters:read')
export class PetitionDrawsController {
  constructor(
    private readonly draws: LogDraws,
    private readonly logs: CountLogs,
    private readonly receipts: SignatureReceipts,
    private readonly petitions: PetitionsService,
  ) {}

  @Get()
  list(@Param({ schema: slugParam }) { slug }: SlugParam, @CurrentStaff() staff: SignedIn) {
    return this.page(staff, slug);
  }

  @Post()
  @RequirePermission('supporters:export')
  record(
    @Param({ schema: slugParam }) { slug }: SlugParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      input,
      work: async () => this.draws.record(slug, await validate(newDraw, input), actor),
      done: (id) => `/admin/petitions/${slug}/draws/${id}`,
      again: (refused) => this.page(staff, slug, refused),
    });
  }

  @Get(':id')
  async show(
    @Param({ schema: drawParam }) { slug, id }: DrawParam,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    const title = await this.petitions.titleOf(slug);
    return DrawPage({ staff, slug, title, ...(await this.draws.look(slug, id, actor)) });
  }

  /** The receipts of those who agreed, one after the other: with them the auditor checks what was shown. */
  @Get(':id/receipts')
  @RequirePermission('supporters:export')
  async file(@Param({ schema: drawParam }) { slug, id }: DrawParam, @CurrentActor() actor: string) {
    const petitionId = await this.petitions.idOf(slug);
    const { leaves } = await this.draws.look(slug, id, actor);
    const agreed = leaves.flatMap((leaf) => (leaf.shows === 'record' ? [leaf.signatureId] : []));
    const content = (await this.receipts.all(agreed, petitionId)).join('\n');
    return download({ filename: `${slug}-draw.txt`, type: 'text/plain; charset=utf-8', content });
  }

  private async page(staff: SignedIn, slug: string, refused?: Refused) {
    const [title, draws, log] = await Promise.all([
      this.petitions.titleOf(slug),
      this.draws.list(slug),
      this.petitions.idOf(slug).then((id) => this.logs.running(id)),
    ]);
    return DrawsPage({ staff, slug, title, draws, log, refused });
  }
}
