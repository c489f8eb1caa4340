import { Body, Get, Param, Post } from '@nestjs/common';
import { newToken } from '../../access/access.schema.js';
import { ApiTokensService, type ListedToken } from '../../access/api-tokens.service.js';
import { CurrentActor, CurrentStaff, RequirePermission, RequireStepUp } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { Clock } from '../../platform/clock.js';
import { seeOther } from '../../platform/http/answer.js';
import { validate } from '../../platform/http/validation.js';
import { ActorNames } from '../frame/actor-names.js';
import { AdminController } from '../frame/admin-controller.js';
import { requireTyped } from '../frame/confirm.js';
import { onlyCampaignIn, reaches } from '../frame/campaign.js';
import { Form, listOf, type Texts } from '../frame/form.js';
import { idParam, type IdParam } from '../frame/params.js';
import { ListQuery, Lists } from '../frame/lists.service.js';
import { submit } from '../frame/submit.js';
import { RevokePage, tokenList, TokensPage } from './tokens-page.js';

/** API tokens: list, last use, creating and revoking. */
@AdminController('admin/tokens')
@RequirePermission('staff:manage')
export class TokensController {
  constructor(
    private readonly tokens: ApiTokensService,
    private readonly clock: Clock,
    private readonly names: ActorNames,
    private readonly lists: Lists,
  ) {}

  @Get()
  async list(@ListQuery() input: Texts, @CurrentStaff() staff: SignedIn) {
    return this.lists.show({ ...(await this.opening(staff)), input, page: (listed) => TokensPage({ listed }) });
  }

  @Post()
  @RequireStepUp('/admin/tokens')
  create(
    @Body() body: unknown,
    @Form() { name = '', expiresInDays = '', campaign = '' }: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    const chosen = listOf(body, 'scopes');
    return submit({
      input: { name, expiresInDays, campaign },
      work: async () => {
        const wanted = await validate(newToken, { name, expiresInDays, scopes: chosen });
        const only = onlyCampaignIn(staff, campaign);
        return this.tokens.create(wanted.name, wanted.scopes, actor, wanted.expiresInDays, only);
      },
      done: ({ secret }) => this.page(staff, { secret }),
      again: (refused) => this.page(staff, { refused, chosen }),
    });
  }

  @Post(':id/approve')
  @RequireStepUp('/admin/tokens')
  async approve(@Param({ schema: idParam }) { id }: IdParam, @CurrentActor() actor: string) {
    await this.tokens.approve(id, actor);
    return seeOther('/admin/tokens');
  }

  @Get(':id/revoke')
  async confirm(@Param({ schema: idParam }) { id }: IdParam, @CurrentStaff() staff: SignedIn) {
    return RevokePage({ staff, token: await this.tokens.get(id) });
  }

  @Post(':id/revoke')
  revoke(
    @Param({ schema: idParam }) { id }: IdParam,
    @Form() input: Texts,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
  ) {
    return submit({
      input,
      work: async () => {
        requireTyped(input, (await this.tokens.get(id)).name);
        await this.tokens.revoke(id, actor);
      },
      done: '/admin/tokens',
      again: async (refused) => RevokePage({ staff, token: await this.tokens.get(id), refused }),
    });
  }

  private async page(staff: SignedIn, form: Omit<Parameters<typeof TokensPage>[0], 'listed'>) {
    return TokensPage({ listed: await this.lists.open(await this.opening(staff)), ...form });
  }

  private async opening(staff: SignedIn) {
    const waits = (token: ListedToken): boolean => this.tokens.awaitsApproval(token);
    const list = tokenList({ staff, now: this.clock.now(), makers: await this.names.all(), waits });
    const read = async () => (await this.tokens.list()).filter(({ campaignId }) => reaches(staff, campaignId));
    return { list, staff, read };
  }
}
