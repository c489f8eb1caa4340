import { Body, Controller, HttpCode, Ip, Param, Post, Req, UseGuards, UseInterceptors } from '@nestjs/common';
import { Public } from '../access/access.guard.js';
import { ForAllCampaigns } from '../access/caller.decorator.js';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { negotiateLocale, type Locale } from '../platform/http/locale.js';
import { Described } from '../platform/openapi/operation.js';
import { HalAnswer } from './hal-answer.js';
import * as api from './osdi.api.js';
import { ResourceNotFound, SignatureSetAside } from './osdi.errors.js';
import { anybody, clientOf, type OsdiClient } from './osdi-client.js';
import { OsdiGuard, ScopeOfTrusted } from './osdi.guard.js';
import { idParam } from './osdi.schema.js';
import type { Resource } from './hal.js';
import { people, type PersonRow } from './reads/people.sql.js';
import { advocacyCampaigns, outreaches, petitions, signatures } from './reads/petitions.sql.js';
import type { CampaignRow, OutreachRow, PetitionRow, SignatureRow } from './reads/petitions.sql.js';
import { OsdiReads } from './reads/reads.service.js';
import { OsdiViews } from './reads/views.service.js';
import { OsdiActions } from './writes/osdi-actions.service.js';
import { OsdiWrites } from './writes/osdi-writes.service.js';
import { control, outreachHelper, personPost, signatureHelper } from './writes/writes.schema.js';

type Id = z.infer<typeof idParam>;
const localeOf = (request: FastifyRequest): Locale => negotiateLocale(request.headers['accept-language']) ?? 'en';

/** Sign-ups, signatures and letters in one request. Without a token the response is always {}; with one it is the resource. */
@Public()
@Controller('api/osdi/v1')
@ScopeOfTrusted('supporters:write')
@UseGuards(OsdiGuard)
@UseInterceptors(HalAnswer)
export class HelpersController {
  constructor(
    private readonly reads: OsdiReads,
    private readonly views: OsdiViews,
    private readonly writes: OsdiWrites,
    private readonly actions: OsdiActions,
  ) {}

  @Post(['people', 'people/person_signup_helper'])
  @Described(api.signUp)
  @ForAllCampaigns(true)
  @HttpCode(200)
  async signUp(
    @Body({ schema: personPost }) body: z.output<typeof personPost>,
    @Ip() ip: string,
    @Req() request: FastifyRequest,
  ) {
    const program = clientOf(request);
    if (!program) return blind(this.writes.signUp(body, localeOf(request), ip));
    const id = await this.writes.enter(body, localeOf(request), program);
    return this.answer(
      program,
      request,
      async () => (await this.views.people([await this.reads.one<PersonRow>(people, { id }, program, 'person')]))[0],
    );
  }

  @Post(['petitions/:id/signatures', 'petitions/:id/record_signature_helper'])
  @Described(api.recordSignature)
  @HttpCode(200)
  async sign(
    @Param({ schema: idParam }) { id }: Id,
    @Body({ schema: signatureHelper }) body: z.output<typeof signatureHelper>,
    @Ip() ip: string,
    @Req() request: FastifyRequest,
  ) {
    const program = clientOf(request);
    const { slug } = await this.reads.one<PetitionRow>(petitions, { id }, program ?? anybody);
    if (!program) return blind(this.actions.sign(slug, body, localeOf(request), ip));
    const signature = await this.actions.enterSignature(slug, body, localeOf(request), program);
    return this.answer(program, request, async () =>
      this.views.signature(await this.reads.one<SignatureRow>(signatures, { id: signature }, program, 'signature')),
    );
  }

  @Post(['advocacy_campaigns/:id/outreaches', 'advocacy_campaigns/:id/record_outreach_helper'])
  @Described(api.recordOutreach)
  @HttpCode(200)
  async write(
    @Param({ schema: idParam }) { id }: Id,
    @Body({ schema: outreachHelper }) body: z.output<typeof outreachHelper>,
    @Ip() ip: string,
    @Req() request: FastifyRequest,
  ) {
    const program = clientOf(request);
    const { petition } = await this.reads.one<CampaignRow>(advocacyCampaigns, { id }, program ?? anybody);
    if (!program) return blind(this.actions.write(petition, body, localeOf(request), ip));
    const letter = await this.actions.enterLetter(petition, body, localeOf(request), program);
    return this.answer(
      program,
      request,
      async () =>
        (
          await this.views.outreaches([
            await this.reads.one<OutreachRow>(outreaches, { id: letter }, program, 'outreach'),
          ])
        )[0],
    );
  }

  /** The resource, if the client may read persons and wants it. @throws SignatureSetAside */
  private async answer(program: OsdiClient, request: FastifyRequest, read: () => Promise<Resource | undefined>) {
    if (!program.reads) return {};
    try {
      const resource = await read();
      const wanted = control.parse(request.body)['osdi:control']?.return_response !== false;
      return wanted ? resource : { identifiers: resource?.identifiers, _links: resource?._links };
    } catch (error) {
      if (error instanceof ResourceNotFound) throw new SignatureSetAside();
      throw error;
    }
  }
}

async function blind(action: Promise<void>): Promise<Record<string, never>> {
  await action;
  return {};
}
