import { DomainError, InvalidInput } from '../errors.js';
import { codeOfStatus, titleOfStatus } from '../http/problem.js';
import { convert, type Part } from './json-schema.js';
import type { AnswerDescription, OperationDescription } from './operation.js';
import { problemFormat } from './problem.schema.js';

/** Errors the server itself returns before an operation is reached. */
class RequestRefused extends DomainError {
  readonly code: string;
  constructor(readonly httpStatus: number) {
    super(titleOfStatus(httpStatus));
    this.code = codeOfStatus(httpStatus);
  }
}

/** Errors every operation with such input can return. */
export function errorsOf({
  takesInput,
  takesBody,
  anyMediaType,
}: {
  takesInput: boolean;
  takesBody: boolean;
  anyMediaType: boolean;
}): DomainError[] {
  const invalid = new InvalidInput([{ pointer: '/email', code: 'field.required', detail: 'is required' }]);
  const refused = [
    ...(takesInput || takesBody ? [400] : []),
    ...(takesBody ? [413] : []),
    ...(takesBody && !anyMediaType ? [415] : []),
    500,
  ];
  return [...(takesInput ? [invalid] : []), ...refused.map((status) => new RequestRefused(status))];
}

/** All responses of an operation. Named schemas are put into `components`. */
export function answersTo(
  description: OperationDescription,
  errors: readonly DomainError[],
  components: Record<string, Part>,
): Part {
  const own = Object.entries(description.answers).map(
    ([status, answer]) => [status, bodyOf(answer, components)] as const,
  );
  const unchanged = description.cached
    ? [['304', { description: 'Nothing has changed since the answer with this ETag.' }] as const]
    : [];
  return Object.fromEntries(
    [...refusals(description, errors, components), ...unchanged, ...own].sort(([a], [b]) => Number(a) - Number(b)),
  );
}

function bodyOf(
  { description, schema, types = ['application/json'], others = {} }: AnswerDescription,
  components: Record<string, Part>,
): Part {
  const content: Record<string, Part> = {};
  if (schema) {
    const { schema: converted, components: named } = convert(schema, 'output');
    Object.assign(components, named);
    for (const type of types) content[type] = { schema: converted };
  }
  for (const [type, sentence] of Object.entries(others))
    content[type] = { schema: { type: 'string', description: sentence } };
  return Object.keys(content).length === 0 ? { description } : { description, content };
}

/** One response per status: its possible codes, and an example of each as it is really sent. */
function refusals(
  { errorFormat = problemFormat }: OperationDescription,
  errors: readonly DomainError[],
  components: Record<string, Part>,
) {
  const { schema, components: named } = convert(errorFormat.schema, 'output');
  Object.assign(components, named);
  const { statusOf = (status: number) => status } = errorFormat;
  const statuses = [...new Set(errors.map(({ httpStatus }) => statusOf(httpStatus)))];
  return statuses.map((status) => {
    const found = errors.filter(({ httpStatus }) => statusOf(httpStatus) === status);
    const codes = [...new Set(found.map(({ code }) => code))].sort();
    const examples = Object.fromEntries(
      found.map((error) => [error.code, { summary: error.code, value: errorFormat.body(error) }]),
    );
    const narrowed = { allOf: [schema, nested(errorFormat.codeAt, { enum: codes })] };
    const answer = {
      description: codes.map((code) => `\`${code}\``).join(', '),
      content: { [errorFormat.type]: { schema: narrowed, examples } },
    };
    return [String(status), answer] as const;
  });
}

/** A schema for a value deep in a body. @param path names of properties; 0 is the first item of a list */
const nested = (path: readonly (string | number)[], schema: Part): Part =>
  path.reduceRight<Part>(
    (inner, step) => (typeof step === 'number' ? { prefixItems: [inner] } : { properties: { [step]: inner } }),
    schema,
  );
