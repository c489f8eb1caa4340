import type { StateUnderConvention } from '../../treaties/positions.service.js';

/** Why a letter may not be sent: a stable code and a sentence for staff. */
export interface Hold {
  code: string;
  detail: string;
}

/** A letter that states a State's status must be able to rely on it. */
export function provisionalHold(
  under: readonly Pick<StateUnderConvention, 'convention' | 'provisional'>[],
): Hold | null {
  const uncertain = under.filter(({ provisional }) => provisional).map(({ convention }) => convention);
  if (uncertain.length === 0) return null;
  const detail = `${uncertain.join(', ')}: the status is provisional, because a day it depends on is not known or was computed without a rule. Enter the day, with its source, in the ledger.`;
  return { code: 'position.provisional', detail };
}
