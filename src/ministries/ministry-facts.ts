import type { MinistryFact } from '../generated/prisma/client.js';
import type { MinistryField } from './ministries.values.js';

/** Current values, by field. */
export type MinistryFacts = Partial<Record<MinistryField, MinistryFact>>;

/** @param history of one ministry, the newest first */
export const newestFacts = (history: readonly MinistryFact[]): MinistryFacts =>
  Object.fromEntries([...history].reverse().map((fact) => [fact.field, fact]));
