import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ForgedRequest } from '../../access/access.errors.js';
import { SessionsService } from '../../access/sessions.service.js';
import { ExclusionFileMissing } from '../../updates/audience/audience.errors.js';
import { Exclusions } from '../../updates/audience/exclusions.service.js';
import { textsOf } from '../frame/form.js';

/** Reads the form with the file as it arrives: the session's token comes first, and without it no byte of the file is read. */
@Injectable()
export class ExclusionUpload {
  constructor(
    private readonly sessions: SessionsService,
    private readonly exclusions: Exclusions,
  ) {}

  /** @param campaign asked for once the form is known to be its sender's @returns the list's id @throws ForgedRequest, ExclusionFileMissing, ExclusionFileRefused */
  async take(request: FastifyRequest, campaign: () => Promise<string>, actor: string): Promise<string> {
    const owns = (csrf: unknown): boolean => this.sessions.ownsForm(request.headers.cookie, csrf);
    if (!request.isMultipart())
      throw owns(textsOf(request.body)._csrf) ? new ExclusionFileMissing() : new ForgedRequest();
    let csrf: unknown;
    for await (const part of request.parts()) {
      if (part.type === 'field') {
        if (part.fieldname === '_csrf') csrf = part.value;
        continue;
      }
      if (!owns(csrf)) throw new ForgedRequest();
      if (part.filename === '') throw new ExclusionFileMissing();
      return await this.exclusions.take(await campaign(), part.file, actor);
    }
    throw owns(csrf) ? new ExclusionFileMissing() : new ForgedRequest();
  }
}
