import { operationsOf, type ApiDescription, type DescribedOperation, type JsonSchema } from './api.js';

type Schemas = ApiDescription['components']['schemas'];
interface Shape extends JsonSchema {
  type?: string | string[];
  properties?: Record<string, Shape>;
  required?: string[];
  items?: Shape;
  anyOf?: Shape[];
  enum?: unknown[];
}

/**
 * What a program written against the earlier description could stumble over in the later one. Additions are none of that.
 * @returns one line each; empty when the promise of the version is kept
 */
export function breaches(before: ApiDescription, after: ApiDescription): string[] {
  const now = new Map(operationsOf(after).map((operation) => [`${operation.method} ${operation.path}`, operation]));
  return operationsOf(before).flatMap((old) => {
    const operation = now.get(`${old.method} ${old.path}`);
    if (!operation) return [`${old.operationId}: gone`];
    const name = (what: string) => `${old.operationId}: ${what}`;
    const renamed = operation.operationId === old.operationId ? [] : ['another operationId'];
    return [
      ...renamed,
      ...inputBreaches(old, operation, before, after),
      ...outputBreaches(old, operation, before, after),
    ].map(name);
  });
}

function inputBreaches(
  old: DescribedOperation,
  now: DescribedOperation,
  before: ApiDescription,
  after: ApiDescription,
): string[] {
  const parameters = new Map((now.parameters ?? []).map((parameter) => [parameter.name, parameter]));
  const known = new Set((old.parameters ?? []).map(({ name }) => name));
  const gone = [...known].filter((name) => !parameters.has(name)).map((name) => `parameter ${name} gone`);
  const demanded = [...parameters.values()]
    .filter(({ name, required }) => required && !known.has(name))
    .map(({ name }) => `parameter ${name} demanded`);
  const [was, is] = [bodyOf(old, before), bodyOf(now, after)];
  if (was === undefined) return [...gone, ...demanded, ...(is === undefined ? [] : ['body demanded'])];
  const fields = Object.keys(was.properties ?? {}).filter((field) => !(field in (is?.properties ?? {})));
  const more = (is?.required ?? []).filter((field) => !(was.required ?? []).includes(field));
  return [
    ...gone,
    ...demanded,
    ...fields.map((field) => `field ${field} gone`),
    ...more.map((field) => `field ${field} demanded`),
  ];
}

function outputBreaches(
  old: DescribedOperation,
  now: DescribedOperation,
  before: ApiDescription,
  after: ApiDescription,
): string[] {
  return Object.entries(old.responses).flatMap(([status, { content = {} }]) => {
    if (Number(status) >= 300) return [];
    const answer = now.responses[status];
    if (!answer) return [`answer ${status} gone`];
    return Object.entries(content).flatMap(([type, { schema }]) => {
      const later = answer.content?.[type]?.schema;
      return later
        ? schemaBreaches(schema, later, [before.components.schemas, after.components.schemas], status)
        : [`${type} gone`];
    });
  });
}

/** A field of an answer that is gone, may now be missing, or is of another kind. */
function schemaBreaches(old: Shape, now: Shape, schemas: [Schemas, Schemas], at: string): string[] {
  const [was, is] = [resolved(old, schemas[0]), resolved(now, schemas[1])];
  if (JSON.stringify(was.type) !== JSON.stringify(is.type)) return [`${at} is of another type`];
  const fields = Object.entries(was.properties ?? {}).flatMap(([field, shape]) => {
    const later = is.properties?.[field];
    if (!later) return [`${at}/${field} gone`];
    const loose =
      was.required?.includes(field) && !is.required?.includes(field) ? [`${at}/${field} may be missing`] : [];
    return [...loose, ...schemaBreaches(shape, later, schemas, `${at}/${field}`)];
  });
  return [...fields, ...(was.items && is.items ? schemaBreaches(was.items, is.items, schemas, `${at}/items`) : [])];
}

const resolved = (schema: Shape, schemas: Schemas): Shape =>
  schema.$ref ? (schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}) : schema;

const bodyOf = ({ requestBody }: DescribedOperation, { components }: ApiDescription): Shape | undefined => {
  const schema = Object.values(requestBody?.content ?? {})[0]?.schema;
  return schema && resolved(schema, components.schemas);
};
