import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ForgedRequest } from '../../access/access.errors.js';
import { SessionsService } from '../../access/sessions.service.js';
import { CampaignFileMissing, CampaignFileTooLarge } from '../../campaign-files/campaign-files.errors.js';
import { mostMegabytes } from '../../campaign-files/campaign-files.limits.js';
import { textsOf, type Texts } from '../frame/form.js';

const mostBytes = mostMegabytes * 1024 * 1024;

/** Reads a form with the file of a campaign. The session's token comes first; without it no byte of the file is read. */
@Injectable()
export class CampaignFileForm {
  constructor(private readonly sessions: SessionsService) {}

  /** @param input is filled with the fields, for showing them again @throws ForgedRequest, CampaignFileMissing, CampaignFileTooLarge */
  async take(request: FastifyRequest, input: Texts): Promise<string> {
    const owns = (csrf: unknown): boolean => this.sessions.ownsForm(request.headers.cookie, csrf);
    if (!request.isMultipart())
      throw owns(textsOf(request.body)._csrf) ? new CampaignFileMissing() : new ForgedRequest();
    let csrf: unknown;
    for await (const part of request.parts()) {
      if (part.type === 'field') {
        if (part.fieldname === '_csrf') csrf = part.value;
        else if (typeof part.value === 'string') input[part.fieldname] = part.value;
        continue;
      }
      if (!owns(csrf)) throw new ForgedRequest();
      if (part.filename === '') throw new CampaignFileMissing();
      const chunks: Buffer[] = [];
      let length = 0;
      for await (const chunk of part.file as AsyncIterable<Buffer>) {
        length += chunk.length;
        if (length > mostBytes) throw new CampaignFileTooLarge(mostMegabytes);
        chunks.push(chunk);
      }
      return Buffer.concat(chunks).toString('utf8');
    }
    throw owns(csrf) ? new CampaignFileMissing() : new ForgedRequest();
  }
}
