import { Injectable } from '@nestjs/common';
import { readFileSync } from 'node:fs';

/** One operation, as far as a page shows it; the rest is defined by the standard. */
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

/** Written by scripts/build.mjs beside the built code; there is none when running from source. */
export const apiDocumentFile = new URL('./openapi.json', import.meta.url);

/** The API description written by the build; read on first use. */
@Injectable()
export class ApiDocument {
  private read: ApiDescription | undefined;

  /** @throws Error (ENOENT) where there was no build */
  get document(): ApiDescription {
    return (this.read ??= JSON.parse(readFileSync(apiDocumentFile, 'utf8')) as ApiDescription);
  }
}
