import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ForgedRequest } from '../../access/access.errors.js';
import { SessionsService } from '../../access/sessions.service.js';
import { validate } from '../../platform/http/validation.js';
import { FileTooLarge } from '../../platform/tables/table.errors.js';
import { tableLimits } from '../../platform/tables/table.limits.js';
import { ImportFileMissing } from '../../imports/import.errors.js';
import { importOrder, type ImportOrder } from '../../imports/import.schema.js';
import { ImportUploads } from '../../imports/import-uploads.service.js';
import { textsOf } from '../frame/form.js';

/** Maximum size of the form besides the file. */
const overhead = 100_000;

/** Reads the form with the file as it arrives. The session's token and the details of the file come first; without them no byte of it is read. */
@Injectable()
export class ImportForm {
  constructor(
    private readonly sessions: SessionsService,
    private readonly uploads: ImportUploads,
  ) {}

  /**
   * @param input is filled with the fields, for showing them again
   * @returns the import's id @throws ForgedRequest, InvalidInput, FileTooLarge, ImportFileMissing, TableRefused, ImportSameFile
   */
  async take(request: FastifyRequest, slug: string, actor: string, input: Record<string, string>): Promise<string> {
    const owns = (csrf: unknown): boolean => this.sessions.ownsForm(request.headers.cookie, csrf);
    if (!request.isMultipart()) throw owns(textsOf(request.body)._csrf) ? new ImportFileMissing() : new ForgedRequest();
    if (Number(request.headers['content-length'] ?? 0) > tableLimits.fileBytes + overhead) throw new FileTooLarge();
    let csrf: unknown;
    for await (const part of request.parts()) {
      if (part.type === 'field') {
        if (part.fieldname === '_campaign') continue;
        if (part.fieldname === '_csrf') csrf = part.value;
        else if (typeof part.value === 'string') input[part.fieldname] = part.value;
        continue;
      }
      if (!owns(csrf)) throw new ForgedRequest();
      const order = (await validate(importOrder, input)) as ImportOrder;
      if (part.filename === '') throw new ImportFileMissing();
      return await this.uploads.take(slug, order, part.file, actor);
    }
    throw owns(csrf) ? new ImportFileMissing() : new ForgedRequest();
  }
}
