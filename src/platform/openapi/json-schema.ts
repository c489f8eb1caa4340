import { z } from 'zod';

/** A part of the document; its content is defined by the standard. */
export type Part = Record<string, unknown>;

/** A schema for the document, and the named schemas it refers to. */
export interface Converted {
  schema: Part;
  components: Record<string, Part>;
}

/**
 * A zod schema as JSON Schema 2020-12, the dialect of OpenAPI 3.1. Schemas with an id become components.
 * @param io `input`: what we accept, before transforms; `output`: what we send
 */
export function convert(schema: z.ZodType, io: 'input' | 'output'): Converted {
  const { $defs = {}, ...root } = z.toJSONSchema(schema, { io, unrepresentable: 'any' });
  const components = Object.fromEntries(
    Object.entries($defs).map(([name, definition]) => [name, tidy(definition as Part)]),
  );
  // zod drops the examples of what it transforms on input; ours show what is sent.
  const { id, examples } = z.globalRegistry.get(schema) ?? {};
  if (io === 'input' && id !== undefined && components[id]) components[id].examples = examples;
  return { schema: tidy(root), components };
}

/** References into the document instead of the schema; the id is the component's name already. */
function tidy(definition: Part): Part {
  const moved = JSON.stringify({ ...definition, id: undefined, $schema: undefined }, (_key, value: unknown) =>
    typeof value === 'string' ? value.replace(/^#\/\$defs\//, '#/components/schemas/') : value,
  );
  return JSON.parse(moved) as Part;
}
