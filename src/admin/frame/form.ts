import { DomainError, InvalidInput, type Fault } from '../../platform/errors.js';

/**
 * The text fields of a form or a query; fields that came twice, or as anything but text, are left out.
 * @param without fields that are not wanted
 */
export function textsOf(input: unknown, ...without: string[]): Record<string, string> {
  if (typeof input !== 'object' || input === null) return {};
  const isText = (entry: [string, unknown]): entry is [string, string] => typeof entry[1] === 'string';
  return Object.fromEntries(Object.entries(input).filter((entry) => isText(entry) && !without.includes(entry[0])));
}

/** What a form shows again: what was typed, and what is wrong with it. */
export interface Refused {
  input: Readonly<Record<string, string>>;
  faults: readonly Fault[];
  problem: string;
}

const refusals = [409, 413, 422];

/** What a page shows when a service refuses what was sent. Anything else is thrown on and gets the error page. */
export function refusalOf(error: unknown, input: Record<string, string> = {}): { status: number; refused: Refused } {
  if (!(error instanceof DomainError) || !refusals.includes(error.httpStatus)) throw error;
  const problem =
    error instanceof InvalidInput ? 'Please look at the marked fields. Nothing was changed.' : error.message;
  return { status: error.httpStatus, refused: { input, faults: error.faults ?? [], problem } };
}
