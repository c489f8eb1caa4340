import { Injectable } from '@nestjs/common';
import { readFileSync } from 'node:fs';

/** One operation, as far as a page tells of it; what else it holds is for the standard to say. */
export interface ApiOperation {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
  parameters?: unknown[];
  requestBody?: unknown;
  responses: Record<string, unknown>;
  'x-scope'?: string;
}

export interface ApiDescription {
  openapi: string;
  info: { title: string; version: string; description?: string };
  tags?: { name: string; description?: string }[];
  paths: Record<string, Partial<Record<'get' | 'post' | 'put' | 'patch' | 'delete', ApiOperation>>>;
  components?: { schemas?: Record<string, unknown> };
}

/** Written by scripts/build.mjs beside the built code; code that runs from the source tree has none. */
export const apiDocumentFile = new URL('./openapi.json', import.meta.url);

/** The description of the API as the build made it, for who shows it; read when it is first asked for. */
@Injectable()
export class ApiDocument {
  private read: ApiDescription | undefined;

  /** @throws Error (ENOENT) where there was no build */
  get document(): ApiDescription {
    return (this.read ??= JSON.parse(readFileSync(apiDocumentFile, 'utf8')) as ApiDescription);
  }
}
