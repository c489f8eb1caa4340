import { InvalidArgumentError } from 'commander';
import { z } from 'zod';
import type { Day } from '../platform/day.js';

/** A day as an option; a day that does not exist is wrong usage. */
export function dayOf(text: string): Day {
  if (!z.iso.date().safeParse(text).success) throw new InvalidArgumentError('It must be a day like 2026-12-01.');
  return text;
}
