import type { MinistryFact } from '../generated/prisma/client.js';
import type { MinistryField } from './ministries.values.js';

/** Current values, by field. */
export type MinistryFacts = Partial<Record<MinistryField, MinistryFact>>;

/** In the language of correspondence that was in force when they were entered. */
const inLanguage: readonly string[] = ['salutation', 'head_title_local', 'name_local'] satisfies MinistryField[];

/**
 * What is in force: the newest of each field. What was entered in one language of correspondence is not in force in another.
 * @param history of one ministry, the newest first
 */
export function newestFacts(history: readonly MinistryFact[]): MinistryFacts {
  const languages = history.filter(({ field }) => field === 'contact_language');
  const languageAt = ({ seq }: MinistryFact) => languages.find((language) => language.seq < seq)?.value;
  const inForce = history.filter(
    (fact) => !inLanguage.includes(fact.field) || languageAt(fact) === languages[0]?.value,
  );
  return Object.fromEntries([...inForce].reverse().map((fact) => [fact.field, fact]));
}
