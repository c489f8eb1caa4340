/** What becomes of each column of what is held apart from signatures. */
export const contactColumns = {
  id: { withheld: 'inner number' },
  supporter_id: { withheld: 'inner number' },
  status: 'shown',
  given_name: 'shown',
  family_name: 'shown',
  country: 'shown',
  postal_code: 'shown',
  locale: 'shown',
  source: 'shown',
  created_at: 'shown',
  modified_at: 'shown',
  confirmed_at: 'shown',
  entered_by: { withheld: 'number of the program that wrote it' },
  shadow_rule: { withheld: 'tells an attacker how sign-ups are judged; told on request, by a person' },
  shadow_inputs: { withheld: 'as shadow_rule' },
} as const;

/** Of a label on a person; forgetting the address takes it off, by a trigger. */
export const taggingColumns = {
  id: { withheld: 'inner number' },
  tag_id: { withheld: 'shown as the name of the label' },
  supporter_id: { withheld: 'inner number' },
  created_by: { withheld: 'number of the program that put it there' },
  created_at: 'shown',
} as const;
