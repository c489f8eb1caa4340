import type { z } from 'zod';
import type { DomainError } from '../errors.js';

/** One answer of an operation: its body by media type; none for an answer without a body. */
export interface AnswerDescription {
  description: string;
  /** Of the body as `application/json`, unless `types` says otherwise; its examples are shown and checked */
  schema?: z.ZodType;
  /** Media types of the body in place of `application/json` */
  types?: readonly string[];
  /** Further bodies without a schema of ours, such as `text/csv`: a sentence about each */
  others?: Readonly<Record<string, string>>;
}

/** How a door words its errors. */
export interface ErrorFormat {
  type: string;
  schema: z.ZodType;
  /** The body for one error, as the door sends it */
  body: (error: DomainError) => unknown;
  /** Where in the body the stable code stands: names of properties, and places in lists */
  codeAt: readonly (string | number)[];
  /** The status the door sends in place of another */
  statusOf?: (status: number) => number;
}

/** What a program has to know of an operation beyond its parameters and body, which their schemas tell. */
export interface OperationDescription {
  /** Unique, in lowerCamelCase: typed clients make a function of it. Part of the promise of version 1 */
  id: string;
  tag: string;
  summary: string;
  detail?: string;
  answers: Readonly<Record<number, AnswerDescription>>;
  /** Errors of this operation alone, one of each class; those every operation can have are added by the document */
  errors?: readonly DomainError[];
  /** The scope a token needs; without one anybody may call */
  scope?: string;
  /** Anybody may call; who sends a token needs this scope and is told more */
  scopeWithToken?: string;
  /** The body may be of any media type, or of none */
  anyMediaType?: true;
  /** Answers carry an ETag, and 304 to who has it */
  cached?: true;
  /** In place of problem+json */
  errorFormat?: ErrorFormat;
}

/** A method of a controller as its decorator found it; the whole class where there is no key. */
export interface MarkedRoute {
  target: object;
  key?: string | symbol;
  handler?: PropertyDescriptor;
}

// Only the build reads what is collected here (document.ts); the running program serves the file that the build made of it.
const described = new Map<string, MarkedRoute & { operation: OperationDescription }>();
const leftOut: MarkedRoute[] = [];

/** @returns undefined for an operation that is none of the API, such as a page */
export const descriptionOf = (operationId: string | undefined): OperationDescription | undefined =>
  described.get(operationId ?? '')?.operation;

/** Every route that is described, and every one below `/api` that is not to be, of the controllers loaded so far. */
export const markedRoutes = () => ({ described: [...described.values()], leftOut });

/** Puts a route into the description of the API. Routes without it are pages for people. */
export function Described(operation: OperationDescription): MethodDecorator {
  if (described.has(operation.id)) throw new Error(`Two operations are called ${operation.id}.`);
  return (target, key, handler) => void described.set(operation.id, { operation, target, key, handler });
}

/** For what answers below `/api` and is none of the API, a method or a whole controller. The build fails on any other without a description. */
export function NotOfTheApi(): MethodDecorator & ClassDecorator {
  return (target: object, key?: string | symbol, handler?: PropertyDescriptor) =>
    void leftOut.push(key === undefined ? { target } : { target, key, ...(handler && { handler }) });
}
