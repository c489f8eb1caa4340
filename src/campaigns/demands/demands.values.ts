import type { EventKind } from '../../treaties/event.values.js';
import { conventionCodes, type ConventionCode, type Position } from '../../treaties/position.status.js';

/** What a demand may ask for. */
export const acts = [
  'announce',
  'give_notice',
  'reconsider',
  'debate',
  'not_ratify',
  'call_on_others',
  'share_reasons',
  'other',
] as const;
export type Act = (typeof acts)[number];

/** Acts that only a treaty gives a meaning: the law must stand beside them. */
export const actsUnderTreaty: readonly Act[] = ['announce', 'give_notice', 'reconsider', 'not_ratify'];

/** Labels for staff. */
export const actWords: Record<Act, string> = {
  announce: 'announce withdrawal',
  give_notice: 'give notice of withdrawal',
  reconsider: 'reconsider membership',
  debate: 'debate it in parliament',
  not_ratify: 'not ratify',
  call_on_others: 'call on others to do the same',
  share_reasons: 'share reasons and safeguards',
  other: 'something else',
};

/** Events of the ledger that fulfil an act. What is not here can only be shown by evidence. */
export const fulfilledBy: Partial<Record<Act, readonly EventKind[]>> = {
  announce: ['withdrawal_announced', 'notice_received'],
  give_notice: ['notice_received'],
  reconsider: ['withdrawal_announced', 'withdrawal_approved', 'notice_received'],
  debate: ['withdrawal_approved'],
};

/** Events that undo what fulfilled an act. */
export const undoneBy: Partial<Record<Act, readonly EventKind[]>> = {
  announce: ['notice_revoked'],
  give_notice: ['notice_revoked'],
};

/** Events that are the opposite of an act. */
export const contraryTo: Partial<Record<Act, readonly EventKind[]>> = { not_ratify: ['consented'] };

export const addresseeKinds = ['state', 'group', 'institution'] as const;
export type AddresseeKind = (typeof addresseeKinds)[number];

/** Groups of States by their position under one convention. A party that claims a suspension is asked by a demand of its own. */
export const groups = {
  parties: ['party'],
  signatories: ['signatory'],
  leaving: ['notice_running'],
  left: ['withdrawn'],
  leaving_or_left: ['notice_running', 'withdrawn'],
} as const satisfies Record<string, readonly Position[]>;
export type Group = keyof typeof groups;

/** A rule as stored: `parties:APMBC`. */
export interface GroupRule {
  group: Group;
  convention: ConventionCode;
}
export const groupRules = (Object.keys(groups) as Group[]).flatMap((group) =>
  conventionCodes.map((convention) => `${group}:${convention}`),
);
export function ruleOf(code: string): GroupRule {
  const [group, convention] = code.split(':') as [Group, ConventionCode];
  return { group, convention };
}

/** Sections of the letters that can carry a demand, as convention and audience. */
export const sectionAudiences = ['ask', 'signatory', 'thanks', 'suspension'] as const;
export const letterSections = conventionCodes.flatMap((code) => sectionAudiences.map((who) => `${code}/${who}`));
const audienceWords: Record<string, string> = {
  ask: 'what is asked of parties',
  signatory: 'what is asked of signatories',
  thanks: 'thanks to States that leave or have left',
  suspension: 'what is asked of States that claim a suspension',
};

/** `CCM/ask` → `CCM: what is asked of parties` */
export function sectionWords(section: string): string {
  const [convention = '', audience = ''] = section.split('/');
  return `${convention}: ${audienceWords[audience] ?? audience}`;
}

export const evidenceDecisions = ['confirmed', 'rejected'] as const;
export type EvidenceDecision = (typeof evidenceDecisions)[number];
