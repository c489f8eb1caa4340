import { z } from 'zod';
import { DomainError, InvalidInput } from '../../platform/errors.js';
import { listOf } from './form.js';

const mostAtOnce = 500;

/** What became of each of several rows. */
export interface Outcome {
  done: readonly string[];
  refused: readonly { id: string; reason: string }[];
}

/** The rows that were ticked. @throws InvalidInput for none, too many, and what is no id */
export function tickedIn(body: unknown): string[] {
  const ids = [...new Set(listOf(body, 'ids').flatMap((value) => value.split(',')))].filter(Boolean);
  const refuse = (code: string, detail: string) => new InvalidInput([{ pointer: '/ids', code, detail }]);
  if (ids.length === 0) throw refuse('field.required', 'tick at least one row');
  if (ids.length > mostAtOnce) throw refuse('list.too_many', `are more than ${mostAtOnce} rows`);
  if (!ids.every((id) => z.uuid().safeParse(id).success)) throw refuse('list.unknown_row', 'are not rows of this list');
  return ids;
}

/** Does the same to each row as its own button does, with all its checks; what is refused for one leaves the others alone. */
export async function oneByOne(ids: readonly string[], work: (id: string) => Promise<unknown>): Promise<Outcome> {
  const done: string[] = [];
  const refused: { id: string; reason: string }[] = [];
  for (const id of ids)
    try {
      await work(id);
      done.push(id);
    } catch (error) {
      if (!(error instanceof DomainError) || error.httpStatus >= 500) throw error;
      refused.push({ id, reason: error.message });
    }
  return { done, refused };
}
