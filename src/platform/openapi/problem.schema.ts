import { z } from 'zod';
import type { DomainError } from '../errors.js';
import { problemOf } from '../http/problem.js';
import type { ErrorFormat } from './operation.js';

/** The body of every error (RFC 9457). */
export const problemSchema = z
  .object({
    type: z.string().meta({ description: 'Always `about:blank`; the code says what it is.' }),
    title: z.string(),
    status: z.number().int().meta({ description: 'The HTTP status.' }),
    detail: z.string().meta({ description: 'A sentence for a person; English, and it may be reworded.' }),
    code: z.string().meta({ description: 'Stable: programs decide by this.' }),
    requestId: z.string().optional().meta({ description: 'To quote to the operator, where the fault is ours.' }),
    errors: z
      .array(
        z.object({
          pointer: z.string().meta({ description: 'JSON pointer (RFC 6901) to the field.' }),
          code: z.string().meta({ description: 'Stable.' }),
          detail: z.string(),
        }),
      )
      .optional()
      .meta({ description: 'One entry per faulty field.' }),
  })
  .meta({ id: 'Problem' });

export const problemFormat: ErrorFormat = {
  type: 'application/problem+json',
  schema: problemSchema,
  body: (error: DomainError) => problemOf(error),
  codeAt: ['code'],
};
