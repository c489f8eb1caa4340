/**
 * Single facts about a ministry, each with its source. `salutation` and those that end in `_local` are in the language of correspondence and
 * belong to the office, whoever holds it.
 */
export const ministryFields = [
  'name_en',
  'name_native',
  'head_title_en',
  'city',
  'postal_address',
  'website',
  'contact_language',
  'head_title_local',
  'name_local',
  'salutation',
  'note',
] as const;
export type MinistryField = (typeof ministryFields)[number];

export const ministryFieldWords: Record<MinistryField, string> = {
  name_en: 'Name in English',
  name_native: 'Name in its own language',
  head_title_en: 'Title of its head, in English',
  city: 'City',
  postal_address: 'Postal address',
  website: 'Website',
  contact_language: 'Language of correspondence',
  head_title_local: 'Title of its head, in the language of correspondence',
  name_local: 'Name in the language of correspondence',
  salutation: 'Salutation of the office',
  note: 'Note',
};

/** Without these no letter can be addressed. */
export const neededFields = [
  'name_en',
  'head_title_en',
  'contact_language',
] as const satisfies readonly MinistryField[];

/** From the strongest to the weakest. */
export const confidences = ['high', 'medium', 'low'] as const;
export type Confidence = (typeof confidences)[number];

export const weakest = (some: readonly Confidence[]): Confidence | null =>
  [...confidences].reverse().find((one) => some.includes(one)) ?? null;

export const channelKinds = ['email', 'web_form', 'post', 'embassy', 'mission'] as const;
export type ChannelKind = (typeof channelKinds)[number];

export const channelKindWords: Record<ChannelKind, string> = {
  email: 'Email',
  web_form: 'Web form',
  post: 'Post',
  embassy: 'Embassy',
  mission: 'Permanent mission to the UN',
};

export const genders = ['female', 'male', 'unknown'] as const;
export type Gender = (typeof genders)[number];

/** Days after which an office holder is no longer relied on unless re-verified. */
export const staleDays = 90;

export const contactDecisions = ['contact_allowed', 'do_not_contact'] as const;
export type ContactDecisionKind = (typeof contactDecisions)[number];

/** Days for which a required decision that a ministry may be contacted is in force: its reason may have changed. */
export const decisionDays = 180;

/** States not contacted before a named person has decided it, with the reason. As of November 2026. */
export const decisionNeeded: Readonly<Record<string, string>> = {
  AF: 'de facto authorities, whose recognition is disputed; sanctions to be checked',
  LY: 'rival administrations',
  MM: 'military-appointed authorities, whose recognition is disputed; sanctions to be checked',
  SD: 'government partly relocated since 2023; sanctions to be checked',
  SY: 'new authorities since December 2024; sanctions to be checked',
  VE: 'status of the government to be checked at the time of writing',
  YE: 'the internationally recognised government works outside the capital; sanctions to be checked',
};

/** Possible gaps; the list of ministries is filtered by them. */
export const lacks = [
  'email',
  'verification',
  'holder',
  'decision',
  'website',
  'postal_address',
  'name_native',
] as const;
export type Lack = (typeof lacks)[number];

export const lackWords: Record<Lack, string> = {
  email: 'no email address in use',
  verification: 'an address awaits verification',
  holder: 'no office holder known',
  decision: 'a decision is needed',
  website: 'no website',
  postal_address: 'no postal address',
  name_native: 'no name in its own language',
};

/** A reason why a letter may not go to a ministry. */
export const holdCodes = [
  'ministry.no_channel',
  'ministry.do_not_contact',
  'ministry.needs_decision',
  'ministry.recognition_disputed',
  'addressee.no_title',
] as const;
export interface MinistryHold {
  code: (typeof holdCodes)[number];
  detail: string;
}

/** States that are not addressed at all. No decision on a page lifts this: it takes legal advice, and a release. */
export const notAddressed: Readonly<Record<string, string>> = {
  AF: 'Do not address without legal advice: recognition is disputed.',
};

/** Why a State gets no general letter, for staff. */
export const ownLetterReasons: Readonly<Record<string, string>> = {
  UA: 'Ukraine gets the letter on its claimed suspension, or one that staff write.',
  VA: 'The Holy See has neither a parliament nor armed forces, and its Secretariat of State has forms of address of its own: staff write to it individually.',
};

/**
 * States excluded from the general letter and from supporters' letters. Ukraine gets an individual one, with the campaign's first demand, as long as it
 * claims a suspension; the Holy See none before staff have written one; others none at all.
 */
export const ownLetterStates: readonly string[] = [...Object.keys(ownLetterReasons), ...Object.keys(notAddressed)];
