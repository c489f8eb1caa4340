import type { VNode } from 'preact';
import { DomainError, InvalidInput } from '../../platform/errors.js';
import { seeOther, type Answer } from '../../platform/http/answer.js';
import { page } from '../../platform/http/page.js';
import { answerOf, type Shown } from './admin-controller.js';
import type { Refused, Texts } from './form.js';

export interface Submission<Result> {
  /** What was typed, shown again in the form. */
  input?: Texts;
  work: () => Promise<Result>;
  /** Where to redirect, or what to show, on success. */
  done: string | ((result: Result) => string | Shown | Promise<string | Shown>);
  /** The page with the errors. Whatever it throws gets the error page. */
  again: (refused: Refused, error: DomainError) => VNode | Promise<VNode>;
  /** A further error that the page shows. */
  alsoRefuses?: new (...args: never[]) => DomainError;
}

/** Statuses of service errors that the page shows. */
const refusals = [409, 413, 422];

/** Processes a form. When a service refuses, the page is shown again and says why; any other error gets the error page. */
export async function submit<Result>(submission: Submission<Result>): Promise<Answer> {
  const { work, done } = submission;
  let result: Result;
  try {
    result = await work();
  } catch (error) {
    return refuse(error, submission);
  }
  const next = typeof done === 'string' ? done : await done(result);
  return typeof next === 'string' ? seeOther(next) : answerOf(next, 'A form');
}

async function refuse(
  error: unknown,
  { input = {}, again, alsoRefuses }: Omit<Submission<never>, 'work' | 'done'>,
): Promise<Answer> {
  const isShown = (refusal: DomainError): boolean =>
    refusals.includes(refusal.httpStatus) || (alsoRefuses !== undefined && refusal instanceof alsoRefuses);
  if (!(error instanceof DomainError) || !isShown(error)) throw error;
  const problem =
    error instanceof InvalidInput ? 'Please check the marked fields. Nothing was changed.' : error.message;
  const shown = await again({ input, faults: error.faults ?? [], problem }, error);
  const { retryAfter } = error;
  return page(shown, error.httpStatus, { ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }) });
}
