import type { MenuPath } from '../frame/menu.js';
import type { Permission } from '../../access/roles.js';

/** What can wait for somebody, how it is called, and who may act on it where. */
export interface WaitingKind {
  /** After a number: one, and several. */
  words: readonly [one: string, several: string];
  /** What acting on it takes. */
  permission: Permission;
  /** For those who work for all campaigns. */
  ofAll?: true;
  /** Entry of the menu whose page, or whose pages below, it waits on. */
  menu: MenuPath;
  /** Where all of the kind are. */
  page: string;
  /** Where one of them is, by what its module says of it. */
  one?: (at: string) => string;
}

const ofPetition = (at: string): string => `/admin/petitions/${at}`;
const ofLetter = (at: string): string => `/admin/letters/${at}`;
const ofRun = (at: string): string => `/admin/runs/${at}`;
const ofMail = (at: string): string => `/admin/inbox/${at}`;
const plan = { permission: 'plan:manage', menu: '/admin/plan', page: '/admin/plan' } as const;
const petitions = { menu: '/admin/petitions', page: '/admin/petitions' } as const;
const runs = { menu: '/admin/runs', page: '/admin/runs' } as const;
const inbox = { permission: 'letters:write', menu: '/admin/inbox', page: '/admin/inbox', one: ofMail } as const;

/** Kinds that wait for the same day and as long are listed in this order. */
export const waitingKinds = {
  milestones: {
    words: ['milestone due or missed', 'milestones due or missed'],
    ...plan,
    one: (at) => `/admin/plan#${at}`,
  },
  facts: {
    words: ['fact missing on the legal pages', 'facts missing on the legal pages'],
    permission: 'campaign:manage',
    menu: '/admin/settings',
    page: '/admin/settings',
  },
  drafts: {
    words: ['petition text to review', 'petition texts to review'],
    permission: 'plan:manage',
    ...petitions,
    one: (at) => ofPetition(`${at}/text/review`),
  },
  translations: {
    words: ['translation to bring up to date', 'translations to bring up to date'],
    permission: 'plan:manage',
    ...petitions,
    one: ofPetition,
  },
  updates: {
    words: ['update to review', 'updates to review'],
    permission: 'updates:write',
    menu: '/admin/updates',
    page: '/admin/updates',
    one: (at) => `/admin/updates/${at}/review`,
  },
  updateMailings: {
    words: ['email of an update to approve', 'emails of updates to approve'],
    permission: 'updates:send',
    menu: '/admin/updates',
    page: '/admin/updates',
    one: (at) => `/admin/updates/${at}/email`,
  },
  mailings: {
    words: ['mailing to approve', 'mailings to approve'],
    permission: 'letters:approve',
    ...runs,
    one: ofRun,
  },
  corrections: {
    words: ['correction to approve', 'corrections to approve'],
    permission: 'letters:approve',
    menu: '/admin/corrections',
    page: '/admin/runs',
    one: ofRun,
  },
  held: { words: ['letter on hold', 'letters on hold'], permission: 'letters:write', ...runs, one: ofLetter },
  post: {
    words: ['letter to print and post', 'letters to print and post'],
    permission: 'letters:write',
    menu: '/admin/runs',
    page: '/admin/print-queue',
  },
  templates: {
    words: ['text of letters to approve', 'texts of letters to approve'],
    permission: 'letters:approve',
    menu: '/admin/runs',
    page: '/admin/templates',
  },
  unassigned: { words: ['email to assign to a letter', 'emails to assign to a letter'], ...inbox, ofAll: true },
  unchecked: { words: ['email of an uncertain sender', 'emails of an uncertain sender'], ...inbox },
  replies: { words: ['reply to read and record', 'replies to read and record'], ...inbox },
  answers: {
    words: ['reply to assess', 'replies to assess'],
    permission: 'letters:approve',
    menu: '/admin/answers',
    page: '/admin/answers',
    one: (at) => `/admin/answers/${at}`,
  },
  followUps: {
    words: ['letter without an answer to follow up', 'letters without an answer to follow up'],
    permission: 'letters:write',
    menu: '/admin/answers',
    page: '/admin/follow-ups',
  },
  supporterLetters: {
    words: ['letter by a supporter to read', 'letters by supporters to read'],
    permission: 'letters:approve',
    menu: '/admin/supporter-letters',
    page: '/admin/supporter-letters',
  },
  addresses: {
    words: ['address of a ministry to verify', 'addresses of ministries to verify'],
    permission: 'letters:approve',
    menu: '/admin/ministries',
    page: '/admin/ministries/waiting',
  },
  events: {
    words: ['treaty event to verify', 'treaty events to verify'],
    permission: 'ledger:verify',
    menu: '/admin/ledger',
    page: '/admin/ledger#waiting',
  },
  claims: {
    words: ['claim to check again', 'claims to check again'],
    permission: 'claims:review',
    menu: '/admin/claims',
    page: '/admin/claims#queue',
    one: (at) => `/admin/claims/${at}`,
  },
  evidence: {
    words: ['fulfilment of a demand to confirm', 'fulfilments of demands to confirm'],
    permission: 'ledger:verify',
    menu: '/admin/demands',
    page: '/admin/demands',
    one: (at) => `/admin/demands/${at}`,
  },
  imports: {
    words: ['import to finish', 'imports to finish'],
    permission: 'supporters:import',
    menu: '/admin/imports',
    page: '/admin/imports',
    one: ofPetition,
  },
  fraud: {
    words: ['fraud rule to apply', 'fraud rules to apply'],
    permission: 'fraud:decide',
    menu: '/admin/fraud',
    page: '/admin/fraud',
    one: (at) => ofPetition(`${at}/fraud`),
  },
  exports: {
    words: ['full list to approve', 'full lists to approve'],
    permission: 'supporters:approve_export',
    menu: '/admin/exports/approvals',
    page: '/admin/exports/approvals',
  },
  tokens: {
    words: ['API token to approve', 'API tokens to approve'],
    permission: 'staff:manage',
    menu: '/admin/tokens',
    page: '/admin/tokens',
  },
} as const satisfies Record<string, WaitingKind>;

export type WaitingKindName = keyof typeof waitingKinds;
export const waitingKindNames = Object.keys(waitingKinds) as WaitingKindName[];
