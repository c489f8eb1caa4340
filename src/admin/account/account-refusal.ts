import type { FastifyReply } from 'fastify';
import { AccountLocked } from '../../access/staff.errors.js';
import { refusalOf, type Refused } from '../frame/form.js';

/** As `refusalOf`, and says when an account may try again. */
export function accountRefusal(error: unknown, reply: FastifyReply): { status: number; refused: Refused } {
  if (!(error instanceof AccountLocked)) return refusalOf(error);
  void reply.header('retry-after', String(error.retryAfter));
  return { status: error.httpStatus, refused: { input: {}, faults: [], problem: error.message } };
}
