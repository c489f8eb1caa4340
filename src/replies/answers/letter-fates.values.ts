/** What became of the newest letter to a State, from none to a reply. */
export const letterFates = ['not_written', 'waiting', 'no_address', 'bounced', 'sent', 'replied'] as const;
export type LetterFate = (typeof letterFates)[number];
