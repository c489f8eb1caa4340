/** Where a draft stands on its way to the public. */
export const draftStates = ['draft', 'review', 'scheduled', 'held'] as const;
export type DraftState = (typeof draftStates)[number];
