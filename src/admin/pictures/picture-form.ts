import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ForgedRequest } from '../../access/access.errors.js';
import { SessionsService } from '../../access/sessions.service.js';
import { PictureRefused } from '../../campaigns/pictures/pictures.errors.js';
import { pictureLimits } from '../../campaigns/pictures/pictures.limits.js';
import { textsOf } from '../frame/form.js';

/** Maximum size of the form besides the file. */
const overhead = 100_000;

/** Reads a form with a picture. The session's token comes first; without it no byte of the file is read. */
@Injectable()
export class PictureForm {
  constructor(private readonly sessions: SessionsService) {}

  /** @returns the bytes of the file, never more than a picture may have @throws ForgedRequest, PictureRefused */
  async take(request: FastifyRequest): Promise<Buffer> {
    const owns = (csrf: unknown): boolean => this.sessions.ownsForm(request.headers.cookie, csrf);
    if (!request.isMultipart())
      throw owns(textsOf(request.body)._csrf) ? new PictureRefused('picture.missing') : new ForgedRequest();
    let csrf: unknown;
    for await (const part of request.parts()) {
      if (part.type === 'field') {
        if (part.fieldname === '_csrf') csrf = part.value;
        continue;
      }
      if (!owns(csrf)) throw new ForgedRequest();
      if (Number(request.headers['content-length'] ?? 0) > pictureLimits.bytes + overhead)
        throw new PictureRefused('picture.too_large');
      return await bytesOf(part.file);
    }
    throw owns(csrf) ? new PictureRefused('picture.missing') : new ForgedRequest();
  }
}

async function bytesOf(file: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of file) {
    length += chunk.length;
    if (length > pictureLimits.bytes) throw new PictureRefused('picture.too_large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
