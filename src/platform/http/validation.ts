import { StandardSchemaValidationPipe } from '@nestjs/common';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import type { z } from 'zod';
import { InvalidInput, type Fault } from '../errors.js';

type Issue = StandardSchemaV1.Issue & {
  code?: string;
  params?: { code?: string };
  input?: unknown;
  keys?: string[];
  message: string;
};

/** Stable codes for zod's built-in issues; our own rules name theirs. */
function codeOf(issue: Issue): string {
  if (issue.params?.code) return issue.params.code;
  switch (issue.code) {
    case 'unrecognized_keys':
      return 'field.unknown';
    case 'too_big':
      return 'field.too_long';
    case 'invalid_type':
      return /required|received undefined/.test(issue.message) ? 'field.required' : 'field.type';
    default:
      return 'field.invalid';
  }
}

const pointerOf = (path: Issue['path']): string =>
  (path ?? [])
    .map(
      (part) =>
        `/${String(typeof part === 'object' ? part.key : part)
          .slice(0, 100)
          .replaceAll('~', '~0')
          .replaceAll('/', '~1')}`,
    )
    .join('');

/** One fault per issue; a body with unknown fields gets a fault for each of them. Values never appear. */
export function faultsOf(issues: readonly StandardSchemaV1.Issue[]): Fault[] {
  return (issues as readonly Issue[]).slice(0, 50).flatMap((issue) => {
    if (issue.code === 'unrecognized_keys')
      return (issue.keys ?? []).slice(0, 20).map((key) => ({
        pointer: pointerOf([...(issue.path ?? []), key]),
        code: 'field.unknown',
        detail: 'is not a field of this request',
      }));
    return [{ pointer: pointerOf(issue.path), code: codeOf(issue), detail: issue.message }];
  });
}

/** Checks every `@Body({ schema })`, `@Query({ schema })` and `@Param({ schema })`. */
export const validationPipe = (): StandardSchemaValidationPipe =>
  new StandardSchemaValidationPipe({ exceptionFactory: (issues) => new InvalidInput(faultsOf(issues)) });

/** The same for values that do not come through a decorator, e.g. forms. */
export async function validate<Schema extends StandardSchemaV1>(
  schema: Schema,
  input: unknown,
): Promise<StandardSchemaV1.InferOutput<Schema>> {
  const result = await schema['~standard'].validate(input);
  if (result.issues) throw new InvalidInput(faultsOf(result.issues));
  return result.value;
}

/** The same for a zod schema without asynchronous rules, on hot paths. */
export function validateNow<Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> {
  const result = schema.safeParse(input);
  if (!result.success) throw new InvalidInput(faultsOf(result.error.issues));
  return result.data;
}
