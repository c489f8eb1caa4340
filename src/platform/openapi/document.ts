import type { INestApplication } from '@nestjs/common';
import {
  ApiBearerAuth,
  ApiExcludeController,
  ApiExcludeEndpoint,
  ApiExtension,
  ApiOperation,
  DocumentBuilder,
  SwaggerModule,
  type OpenAPIObject,
} from '@nestjs/swagger';
import type { z } from 'zod';
import { TemporarilyUnavailable, type DomainError } from '../errors.js';
import { answersTo, errorsOf } from './answers.js';
import { addExamples } from './examples.js';
import { convert, type Part } from './json-schema.js';
import { descriptionOf, markedRoutes, type MarkedRoute, type OperationDescription } from './operation.js';

export interface ApiTag {
  name: string;
  description: string;
}

/** What applies to the whole API. */
export interface ApiIdentity {
  /** Semantic version of the API, not of the application: the major version is that of the paths */
  version: string;
  title: string;
  description: string;
  tags: readonly ApiTag[];
  /** What an operation with a token can return besides its own responses */
  tokenErrors: (scope: string) => readonly DomainError[];
}

const methods = ['get', 'post', 'put', 'patch', 'delete'] as const;
type Operation = Part & { operationId?: string; parameters?: unknown[]; requestBody?: unknown };

/**
 * The API description in OpenAPI 3.1: every operation that carries `Described`, generated from the schemas that check requests and responses. For the
 * build only: the library it uses is not installed at run time.
 * @throws Error for an operation under `/api/` without a description
 */
export function apiDocument(app: INestApplication, about: ApiIdentity): OpenAPIObject {
  tellTheLibrary();
  const base = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(about.title)
    .setDescription(about.description)
    .setVersion(about.version)
    .addServer('/', 'This installation')
    .addBearerAuth({
      type: 'http',
      scheme: 'bearer',
      description: 'A token made by `token:create`; what it may do depends on its scopes.',
    })
    .build();
  const document = SwaggerModule.createDocument(app, base, {
    standardSchemaConverter: (schema, { schemaType }) => convert(schema as z.ZodType, schemaType),
  });
  const components = (document.components?.schemas ?? {}) as Record<string, Part>;
  const taken = new Set<string>();
  const paths = Object.entries(document.paths).flatMap(([path, item]) => {
    const kept = methods.flatMap((method) => {
      const operation = item[method] as Operation | undefined;
      const description = descriptionOf(operation?.operationId);
      if (operation && !description && path.startsWith('/api/')) throw new Error(`${method} ${path} is not described.`);
      if (!operation || !description) return [];
      // A second path to the same action has its own id, because operation ids are unique.
      const operationId = taken.has(description.id) ? `${description.id}Too` : description.id;
      taken.add(operationId);
      return [[method, { ...completed(operation, description, about, components), operationId }] as const];
    });
    return kept.length === 0 ? [] : [[path, Object.fromEntries(kept)] as const];
  });
  const finished = {
    ...document,
    tags: [...about.tags],
    paths: Object.fromEntries(paths),
    components: { ...document.components, schemas: sorted(components) },
  };
  addExamples(finished.paths, finished.components.schemas);
  return finished;
}

/** Our metadata in the library's terms. */
function tellTheLibrary(): void {
  const { described, leftOut } = markedRoutes();
  for (const { operation, ...route } of described) {
    const { id: operationId, summary, detail, tag, scope, scopeWithToken } = operation;
    mark(
      route,
      ApiOperation({ operationId, summary, tags: [tag], ...(detail !== undefined && { description: detail }) }),
    );
    if (scope !== undefined)
      for (const decorator of [ApiBearerAuth(), ApiExtension('x-scope', scope)]) mark(route, decorator);
    if (scopeWithToken !== undefined) mark(route, ApiExtension('x-scope-with-token', scopeWithToken));
  }
  for (const route of leftOut) mark(route, route.key === undefined ? ApiExcludeController() : ApiExcludeEndpoint());
}

const mark = ({ target, key, handler }: MarkedRoute, decorator: (...where: never[]) => unknown): unknown =>
  (decorator as (...where: unknown[]) => unknown)(target, key, handler);

function completed(
  operation: Operation,
  description: OperationDescription,
  about: ApiIdentity,
  components: Record<string, Part>,
): Part {
  const takesInput = (operation.parameters?.length ?? 0) > 0 || operation.requestBody !== undefined;
  const scope = description.scope ?? description.scopeWithToken;
  const errors = [
    ...(description.errors ?? []),
    ...(scope === undefined ? [] : about.tokenErrors(scope)),
    ...errorsOf({
      takesInput,
      takesBody: operation.requestBody !== undefined,
      anyMediaType: description.anyMediaType ?? false,
    }),
    new TemporarilyUnavailable(),
  ];
  // The alternatives of authentication: none, or a token.
  const ways = description.scopeWithToken === undefined ? {} : { security: [{}, { bearer: [] }] };
  return { ...operation, ...ways, responses: answersTo(description, errors, components) };
}

/** The same order whatever order files were loaded in, so that two documents can be compared. */
const sorted = (schemas: Record<string, Part>): Record<string, Part> =>
  Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1)));
