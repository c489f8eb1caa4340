import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

export interface Parameter {
  name: string;
  in: 'path' | 'query';
  required?: boolean;
  schema: JsonSchema;
}
export type JsonSchema = Record<string, unknown> & { $ref?: string };
export interface Media {
  schema: JsonSchema;
  example?: unknown;
  examples?: Record<string, { value: unknown }>;
}
interface Body {
  content?: Record<string, Media>;
}
export interface Operation {
  operationId: string;
  security?: Record<string, string[]>[];
  /** The scope a token needs. */
  'x-scope'?: string;
  /** The scope of a token that is sent although none is needed. */
  'x-scope-with-token'?: string;
  parameters?: Parameter[];
  requestBody?: Body;
  responses: Record<string, Body & { description: string }>;
}
export interface ApiDescription {
  openapi: string;
  info: { version: string };
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, JsonSchema> };
}
export interface DescribedOperation extends Operation {
  method: string;
  path: string;
}

export const operationsOf = (api: ApiDescription): DescribedOperation[] =>
  Object.entries(api.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ ...operation, method, path })),
  );

/** Checks values against schemas of the document, by another's program. */
export class SchemaCheck {
  private readonly ajv = new Ajv2020({ strict: false, allErrors: true });
  private readonly known = new Map<JsonSchema, ValidateFunction>();

  constructor(api: ApiDescription) {
    (addFormats as unknown as (ajv: Ajv2020) => void)(this.ajv);
    this.ajv.addSchema({ $id: 'api', components: api.components });
  }

  /** @returns what is wrong with the value, one line a fault; empty when it fits */
  faults(schema: JsonSchema, value: unknown): string[] {
    const check = this.known.get(schema) ?? this.ajv.compile(inDocument(schema));
    this.known.set(schema, check);
    return check(value)
      ? []
      : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
  }
}

const inDocument = (schema: JsonSchema): JsonSchema =>
  JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"api#/components/')) as JsonSchema;
