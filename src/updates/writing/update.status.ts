/** Where the text of an update stands; `published` while nothing is written that is not published. */
export const updateStates = ['draft', 'review', 'scheduled', 'held', 'published'] as const;
export type UpdateState = (typeof updateStates)[number];

/** What the staff's list says of an update. */
export const updateStandings = [
  'draft',
  'review',
  'scheduled',
  'held',
  'published',
  'correction',
  'withdrawn',
] as const;
export type UpdateStanding = (typeof updateStandings)[number];

/** @param publishedAt of its first version */
export function standingOf(state: UpdateState, publishedAt: Date | null, hiddenAt: Date | null): UpdateStanding {
  if (hiddenAt) return 'withdrawn';
  return state === 'draft' && publishedAt ? 'correction' : state;
}
