import type { z } from 'zod';
import type { DomainError } from '../errors.js';

/** One response of an operation: its body by media type; none for a response without a body. */
export interface AnswerDescription {
  description: string;
  /** Of the body as `application/json`, unless `types` says otherwise; its examples are shown and checked */
  schema?: z.ZodType;
  /** Media types of the body instead of `application/json` */
  types?: readonly string[];
  /** Further bodies without a schema, e.g. `text/csv`: a sentence about each */
  others?: Readonly<Record<string, string>>;
}

/** How an API formats its errors. */
export interface ErrorFormat {
  type: string;
  schema: z.ZodType;
  /** The body of one error, as this API sends it */
  body: (error: DomainError) => unknown;
  /** Where in the body the stable code is: names of properties, and indexes into lists */
  codeAt: readonly (string | number)[];
  /** The status this API sends instead of another */
  statusOf?: (status: number) => number;
}

/** What a client must know about an operation beyond its parameters and body, which their schemas describe. */
export interface OperationDescription {
  /** Unique, in lowerCamelCase: typed clients make a function of it. Part of the stability promise of version 1 */
  id: string;
  tag: string;
  summary: string;
  detail?: string;
  answers: Readonly<Record<number, AnswerDescription>>;
  /** Errors of this operation alone, one of each class; those every operation can return are added by the document */
  errors?: readonly DomainError[];
  /** The scope a token needs; without one anybody may call */
  scope?: string;
  /** Anybody may call; a token with this scope is shown more */
  scopeWithToken?: string;
  /** The body may be of any media type, or of none */
  anyMediaType?: true;
  /** Responses carry an ETag, and 304 if it matches */
  cached?: true;
  /** Instead of problem+json */
  errorFormat?: ErrorFormat;
}

/** A method of a controller as its decorator received it; the whole class where there is no key. */
export interface MarkedRoute {
  target: object;
  key?: string | symbol;
  handler?: PropertyDescriptor;
}

// Only the build reads what is collected here (document.ts); the running server serves the file that the build wrote.
const described = new Map<string, MarkedRoute & { operation: OperationDescription }>();
const leftOut: MarkedRoute[] = [];

/** @returns undefined for an operation that is not part of the API, e.g. a page */
export const descriptionOf = (operationId: string | undefined): OperationDescription | undefined =>
  described.get(operationId ?? '')?.operation;

/** Every described route, and every route below `/api` excluded from the description, of the controllers loaded so far. */
export const markedRoutes = () => ({ described: [...described.values()], leftOut });

/** Puts a route into the API description. Routes without it are pages for people. */
export function Described(operation: OperationDescription): MethodDecorator {
  if (described.has(operation.id)) throw new Error(`Two operations are called ${operation.id}.`);
  return (target, key, handler) => void described.set(operation.id, { operation, target, key, handler });
}

/** For anything below `/api` that is not part of the API, a method or a whole controller. The build fails on any other without a description. */
export function NotOfTheApi(): MethodDecorator & ClassDecorator {
  return (target: object, key?: string | symbol, handler?: PropertyDescriptor) =>
    void leftOut.push(key === undefined ? { target } : { target, key, ...(handler && { handler }) });
}
