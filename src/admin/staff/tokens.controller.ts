import { Body, Controller, Get, Param, Post, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { newToken } from '../../access/access.schema.js';
import { ApiTokensService } from '../../access/api-tokens.service.js';
import { CurrentActor, CurrentStaff, RequirePermission, RequireStepUp } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { Clock } from '../../platform/clock.js';
import { sendPage } from '../../platform/http/page.js';
import { validate } from '../../platform/http/validation.js';
import { refusalOf, textsOf } from '../frame/form.js';
import { ActorNames } from '../frame/actor-names.js';
import { TokensPage, type TokensProps } from './tokens-page.js';

const tokenParam = z.object({ id: z.uuid() });

/** Tokens for programs: which there are, when they were used, making and revoking them. */
@Controller('admin/tokens')
@RequirePermission('staff:manage')
export class TokensController {
  constructor(
    private readonly tokens: ApiTokensService,
    private readonly clock: Clock,
    private readonly names: ActorNames,
  ) {}

  @Get()
  async list(@CurrentStaff() staff: SignedIn, @Res() reply: FastifyReply) {
    await this.show(reply, staff);
  }

  @Post()
  @RequireStepUp('/admin/tokens')
  async create(
    @Body() body: unknown,
    @CurrentStaff() staff: SignedIn,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    const { name = '', expiresInDays = '' } = textsOf(body);
    const chosen = scopesIn(body);
    try {
      const wanted = await validate(newToken, { name, expiresInDays, scopes: chosen });
      const { secret } = await this.tokens.create(wanted.name, wanted.scopes, actor, wanted.expiresInDays);
      await this.show(reply, staff, { secret });
    } catch (error) {
      const { status, refused } = refusalOf(error, { name, expiresInDays });
      await this.show(reply, staff, { refused, chosen }, status);
    }
  }

  @Post(':id/approve')
  @RequireStepUp('/admin/tokens')
  async approve(
    @Param({ schema: tokenParam }) { id }: z.infer<typeof tokenParam>,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    await this.tokens.approve(id, actor);
    void reply.header('cache-control', 'no-store').redirect('/admin/tokens', 303);
  }

  @Post(':id/revoke')
  async revoke(
    @Param({ schema: tokenParam }) { id }: z.infer<typeof tokenParam>,
    @CurrentActor() actor: string,
    @Res() reply: FastifyReply,
  ) {
    await this.tokens.revoke(id, actor);
    void reply.header('cache-control', 'no-store').redirect('/admin/tokens', 303);
  }

  private async show(
    reply: FastifyReply,
    staff: SignedIn,
    more: Partial<Pick<TokensProps, 'secret' | 'refused' | 'chosen'>> = {},
    status = 200,
  ): Promise<void> {
    const makers = await this.names.all();
    const waits: TokensProps['waits'] = (token) => this.tokens.awaitsApproval(token);
    sendPage(
      reply,
      TokensPage({ staff, tokens: await this.tokens.list(), now: this.clock.now(), makers, waits, ...more }),
      status,
    );
  }
}

/** One box comes as a text, several as a list. */
function scopesIn(body: unknown): string[] {
  const { scopes } = (body ?? {}) as { scopes?: unknown };
  return [scopes].flat().filter((scope): scope is string => typeof scope === 'string');
}
