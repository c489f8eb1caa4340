import type { Part } from './json-schema.js';

type Content = Record<string, Part & { schema?: Part; example?: unknown; examples?: unknown }>;

/** The part of JSON Schema that examples are made from. */
interface Schema {
  $ref?: string;
  examples?: unknown[];
  const?: unknown;
  enum?: unknown[];
  default?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  type?: string | string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  minimum?: number;
}

/** Gives every JSON body an example, put together from the examples of its fields. A test checks each against its schema. */
export function addExamples(paths: Record<string, Record<string, Part>>, schemas: Record<string, Part>): void {
  for (const item of Object.values(paths))
    for (const operation of Object.values(item)) {
      const bodies = [operation.requestBody, ...Object.values((operation.responses ?? {}) as Part)] as (
        { content?: Content } | undefined
      )[];
      for (const body of bodies)
        for (const [type, media] of Object.entries(body?.content ?? {}))
          if (/[/+]json$/.test(type) && media.schema && media.examples === undefined) media.example = exampleOf(media.schema, schemas);
    }
}

/** An example of a schema: its own, or one made of those of its parts. @param schemas the named ones */
function exampleOf(schema: Schema, schemas: Record<string, Part>): unknown {
  if (schema.$ref !== undefined) return exampleOf(schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, schemas);
  const [alternative] = schema.oneOf ?? schema.anyOf ?? [];
  if (alternative && schema.examples === undefined) return exampleOf(alternative, schemas);
  for (const given of [schema.const, schema.examples?.[0], schema.enum?.[0], schema.default]) if (given !== undefined) return given;
  const [type = schema.properties ? 'object' : undefined] = [schema.type].flat();
  if (type === 'object')
    return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, property]) => [name, exampleOf(property, schemas)]));
  if (type === 'array') return schema.items === undefined ? [] : [exampleOf(schema.items, schemas)];
  return type === undefined ? null : plain[type]?.(schema);
}

const plain: Record<string, (schema: Schema) => unknown> = {
  string: () => 'string',
  boolean: () => true,
  integer: ({ minimum = 0 }) => Math.max(minimum, 0),
  number: ({ minimum = 0 }) => Math.max(minimum, 0),
  null: () => null,
};
