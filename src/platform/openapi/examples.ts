import { sample } from 'openapi-sampler';
import type { Part } from './json-schema.js';

type Content = Record<string, Part & { schema?: Part; example?: unknown; examples?: unknown }>;

/** Gives every JSON body an example, put together from the examples of its fields. A test checks each against its schema. */
export function addExamples(paths: Record<string, Record<string, Part>>, document: Part): void {
  for (const item of Object.values(paths))
    for (const operation of Object.values(item)) {
      const bodies = [operation.requestBody, ...Object.values((operation.responses ?? {}) as Part)] as (
        { content?: Content } | undefined
      )[];
      for (const body of bodies)
        for (const [type, media] of Object.entries(body?.content ?? {}))
          if (/[/+]json$/.test(type) && media.schema && media.examples === undefined) media.example = sample(media.schema, {}, document);
    }
}
