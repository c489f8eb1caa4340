import type { FastifyRequest } from 'fastify';
import { DomainError } from '../platform/errors.js';

/** A page of another website made the browser send our form: its visitors have not read what they would sign. */
export class ForeignForm extends DomainError {
  readonly code = 'signup.foreign_form';
  readonly httpStatus = 403;
  constructor() {
    super('This form was sent by a page of another website. Please open the petition here and sign there.');
  }
}

/**
 * Refuses a form sent by a page of a website that is not on the petition's list. Every current browser reports this (Sec-Fetch-Site); other clients
 * do not, and are subject to the limits.
 */
export async function refuseForeignForm(
  { headers }: FastifyRequest,
  allows: (origin: string) => boolean | Promise<boolean>,
): Promise<void> {
  if (headers['sec-fetch-site'] !== 'cross-site') return;
  if (headers.origin === undefined || !(await allows(headers.origin))) throw new ForeignForm();
}
