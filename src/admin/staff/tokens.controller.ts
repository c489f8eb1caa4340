import { Body, Get, Param, Post } from '@nestjs/common';
import { newToken } from '../../access/access.schema.js';
import { ApiTokensService } from '../../access/api-tokens.service.js';
import {
  CurrentActor,
  CurrentStaff,
  ForAllCampaigns,
  RequirePermission,
  RequireStepUp,
} from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { Clock } from '../../platform/clock.js';
import { seeOther } from '../../platform/http/answer.js';
import { validate } from '../../platform/http/validation.js';
import { ActorNames } from '../frame/actor-names.js';
import { AdminController } from '../frame/admin-controller.js';
import { campaignsIn } from '../frame/campaign.js';
import { Form, listOf, type Texts } from '../frame/form.js';
import { idParam, type IdParam } from '../frame/params.js';
import { submit } from '../frame/submit.js';
import { TokensPage, type TokensProps } from './tokens-page.js';

/** API tokens: list, last use, creating and revoking. */
@AdminController('admin/tokens')
@ForAllCampaigns(true)
@RequirePermission('staff:manage')
export class TokensController {
  constructor(
    private readonly tokens: ApiTokensService,
    private readonly clock: Clock,
    private readonly names: ActorNames,
  ) {}

  @Get()
  list(@CurrentStaff() staff: SignedIn) {
    return this.page(staff);
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
        const [only = null] = campaignsIn(staff, campaign === '' ? [] : [campaign]);
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

  @Post(':id/revoke')
  async revoke(@Param({ schema: idParam }) { id }: IdParam, @CurrentActor() actor: string) {
    await this.tokens.revoke(id, actor);
    return seeOther('/admin/tokens');
  }

  private async page(staff: SignedIn, form: Partial<Pick<TokensProps, 'secret' | 'refused' | 'chosen'>> = {}) {
    const makers = await this.names.all();
    const waits: TokensProps['waits'] = (token) => this.tokens.awaitsApproval(token);
    return TokensPage({ staff, tokens: await this.tokens.list(), now: this.clock.now(), makers, waits, ...form });
  }
}
