/** Scopes of API tokens. */
export const scopes = [
  'supporters:read',
  'supporters:write',
  'supporters:export',
  'letters:read',
  'letters:write',
  'ledger:write',
  /** Begin petitions and write their drafts; publishing stays with people */
  'petitions:write',
  /** Begin updates to supporters and write their drafts; publishing and sending stay with people */
  'updates:write',
] as const;
export type Scope = (typeof scopes)[number];

export const isScope = (text: string): text is Scope => scopes.some((scope) => scope === text);
