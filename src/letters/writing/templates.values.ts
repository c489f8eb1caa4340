import { languages } from '../../platform/texts/languages.js';
import type { ConventionCode, Position, SpecialStatus } from '../../treaties/position.status.js';

/** Languages the campaign writes in: those of the site, and those that only letters are written in. */
export const letterLocales: readonly string[] = languages.map(({ code }) => code);
export const rightToLeft: readonly string[] = languages
  .filter(({ direction }) => direction === 'rtl')
  .map(({ code }) => code);

/** Author recorded for the bundled texts. */
export const releaseAuthor = 'reference';

/** What a State is asked under one convention. */
export const audiences = ['ask', 'signatory', 'thanks', 'suspension'] as const;
export type Audience = (typeof audiences)[number];

/**
 * A party is asked to reconsider, and one that claims a suspension to follow the procedure of Article 20; signatories are asked not to ratify; States
 * that leave or have left are thanked; others are told nothing.
 */
const audienceOfPosition: Record<Position, Audience | null> = {
  not_party: null,
  signatory: 'signatory',
  // Article 20 gives its right to parties; before the entry into force there is nothing to ask under it.
  contracting: null,
  party: 'ask',
  notice_running: 'thanks',
  // Asking somebody to leave who cannot, or thanking before it is done, would both be wrong.
  held_by_armed_conflict: null,
  withdrawn: 'thanks',
};
export const audienceOf = (position: Position, specialStatus: SpecialStatus | null): Audience | null =>
  position === 'party' && specialStatus === 'suspension_claimed' ? 'suspension' : audienceOfPosition[position];

/** Parties without armed forces of their own: the letter mentions that. */
export const statesWithoutArmedForces: readonly string[] = ['AD', 'CR', 'IS', 'NR', 'PW', 'TV'];

export const templateStatuses = ['draft', 'approved', 'retired'] as const;
export type TemplateStatus = (typeof templateStatuses)[number];

/** `frame` of a letter, `section` on one convention for one audience, `follow_up` on an unanswered letter. */
export const templateKinds = ['section', 'frame', 'follow_up'] as const;

/** Which text a template is: the frame of a letter, or the section on one convention for one audience. */
export type TemplateSlot = { kind: 'frame' } | { kind: 'section'; convention: ConventionCode; audience: Audience };

/** Every field a template may use, with its meaning. A field may be empty for a State; a field that is not here is an error. */
export const templateFields = {
  'ministry.name': 'name of the ministry in the language of the letter; empty where none is known',
  'ministry.city': 'city of the ministry, likewise',
  'addressee.envelope': 'address block: whom the letter is for, ministry, place, State',
  'addressee.salutation': 'salutation with its comma',
  'addressee.closing': 'closing formula',
  'state.name': 'short name of the State in the language of the letter',
  'state.official_name': 'official name in the language of the letter; empty where none is known',
  'state.no_armed_forces': '“yes” for a State that keeps no armed forces of its own, else empty',
  'apmbc.since':
    'day since which the State has had its status under the Anti-Personnel Mine Ban Convention; empty where it is not known',
  'ccm.since': 'the same under the Convention on Cluster Munitions',
  'apmbc.left':
    '“yes” for a State whose withdrawal from the Anti-Personnel Mine Ban Convention is in effect; empty while its notice is running',
  'ccm.left': 'the same under the Convention on Cluster Munitions',
  'apmbc.effect_on': 'day on which a running notice takes effect; empty where no day is certain',
  'ccm.effect_on': 'the same under the Convention on Cluster Munitions',
  'amended_protocol_ii.party': '“yes” for a party to Amended Protocol II on mines, else empty',
  'amended_protocol_ii.as_of': 'day of the depositary’s list of its parties',
  'anchor.name': 'name of the campaign’s anchor date',
  'anchor.day': 'that day of this year',
  'signatures.total': 'confirmed signatures',
  'signatures.countries': 'countries the signatures come from',
  'signatures.as_of': 'day of that count',
  'earlier.reference': 'our reference of the letter that is followed up; in a follow-up only',
  'earlier.day': 'the day it was sent; in a follow-up only',
  'letter.reference': 'our reference',
  'letter.day': 'day of the letter',
  'letter.sections': 'the sections on the conventions; in a frame only',
  'letter.signatory':
    'name, title, organisation, postal address and email address of the signatory, a line each; empty while there is none',
} as const;
export type TemplateField = keyof typeof templateFields;
/** Fields that templates ask about before they use them: empty, they leave no gap in a letter. */
export const optionalFields: ReadonlySet<string> = new Set<TemplateField>([
  'state.no_armed_forces',
  ...(['apmbc.since', 'ccm.since', 'apmbc.left', 'ccm.left', 'apmbc.effect_on', 'ccm.effect_on'] as const),
  'amended_protocol_ii.party',
  'letter.signatory',
]);
export const fieldNames = Object.keys(templateFields) as TemplateField[];
