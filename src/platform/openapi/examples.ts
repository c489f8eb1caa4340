import type { Part } from './json-schema.js';

type Content = Record<string, Part & { schema?: Part; example?: unknown; examples?: unknown }>;

/** The part of JSON Schema that examples are generated from. */
interface Schema {
  $ref?: string;
  example?: unknown;
  examples?: unknown[];
  const?: unknown;
  enum?: unknown[];
  default?: unknown;
  anyOf?: Schema[];
  oneOf?: Schema[];
  type?: string | string[];
  format?: string;
  maxLength?: number;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema | boolean;
  items?: Schema;
  minimum?: number;
}

/** Gives every JSON body an example, composed of the examples of its fields. A test checks each against its schema. */
export function addExamples(paths: Record<string, Record<string, Part>>, schemas: Record<string, Part>): void {
  for (const item of Object.values(paths))
    for (const operation of Object.values(item)) {
      const bodies = [operation.requestBody, ...Object.values((operation.responses ?? {}) as Part)] as (
        { content?: Content } | undefined
      )[];
      for (const body of bodies)
        for (const [type, media] of Object.entries(body?.content ?? {}))
          if (/[/+]json$/.test(type) && media.schema && media.examples === undefined)
            media.example = exampleOf(media.schema, schemas);
    }
}

/** An example of a schema: its own, or one composed of those of its parts. @param schemas the named ones */
function exampleOf(schema: Schema, schemas: Record<string, Part>): unknown {
  if (schema.$ref !== undefined) return exampleOf(schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, schemas);
  if (schema.example !== undefined) return schema.example;
  for (const given of [schema.const, schema.examples?.[0], schema.enum?.[0], schema.default])
    if (given !== undefined) return given;
  const [alternative] = schema.oneOf ?? schema.anyOf ?? [];
  if (alternative) return exampleOf(alternative, schemas);
  const [type = schema.properties ? 'object' : undefined] = [schema.type].flat();
  if (type === 'object') {
    const { properties = {}, additionalProperties: more } = schema;
    const named = [
      ...Object.entries(properties),
      ...(typeof more === 'object' ? ['property1', 'property2'].map((name) => [name, more] as const) : []),
    ];
    return Object.fromEntries(named.map(([name, property]) => [name, exampleOf(property, schemas)]));
  }
  if (type === 'array') return schema.items === undefined ? [] : [exampleOf(schema.items, schemas)];
  return type === undefined ? null : plain[type]?.(schema);
}

const formats: Record<string, string> = {
  uri: 'http://example.com',
  'date-time': '2019-08-24T14:15:22Z',
  date: '2019-08-24',
  email: 'user@example.com',
  uuid: '497f6eca-6276-4993-bfeb-53cbbbba6f08',
};

const plain: Record<string, (schema: Schema) => unknown> = {
  string: ({ format = '', maxLength }) => formats[format] ?? 'string'.slice(0, maxLength),
  boolean: () => true,
  integer: ({ minimum = 0 }) => Math.max(minimum, 0),
  number: ({ minimum = 0 }) => Math.max(minimum, 0),
  null: () => null,
};
