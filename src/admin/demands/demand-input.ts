import { acts } from '../../campaigns/demands/demands.values.js';
import { textParts, type Demand, type TextPart } from '../../campaigns/demands/demands.schema.js';
import { writtenLocales } from '../../platform/http/locale.js';
import type { Texts } from '../frame/form.js';

const partNames = Object.keys(textParts) as TextPart[];

/** Fields that show their own error. */
export const formFields: readonly string[] = [
  ...['slug', 'addresseeKind', 'state', 'group', 'acts', 'dueOn', 'anchorYear', 'basis', 'letterSection', 'replaces'],
  ...writtenLocales.flatMap((locale) => ['institution', 'source', ...partNames].map((name) => `${name}_${locale}`)),
];

/** What the form sends, with its checkboxes as a list. */
export const sentBy = (input: Texts): Record<string, unknown> => ({
  ...Object.fromEntries(Object.entries(input).filter(([name]) => !name.startsWith('act_'))),
  acts: acts.filter((act) => input[`act_${act}`] === 'yes'),
});

/** What the form shows for a stored demand. */
export function inputOf(demand: Demand): Texts {
  const { addresseeKind, addresseeCode, addresseeNames, sourceNames, texts, dueOn, anchorYear } = demand;
  const words = writtenLocales.flatMap((locale): [string, string][] => {
    const text = texts[locale];
    return [
      [`institution_${locale}`, addresseeNames?.[locale] ?? ''],
      [`source_${locale}`, sourceNames?.[locale] ?? ''],
      [`title_${locale}`, text?.title ?? ''],
      [`ask_${locale}`, text?.ask ?? ''],
      [`reasons_${locale}`, text?.reasons.join('\n\n') ?? ''],
      [`law_${locale}`, text?.law.join('\n\n') ?? ''],
    ];
  });
  return {
    slug: demand.slug,
    revision: String(demand.revision),
    addresseeKind,
    state: addresseeKind === 'state' ? (addresseeCode ?? '') : '',
    group: addresseeKind === 'group' ? (addresseeCode ?? '') : '',
    dueOn: dueOn ?? '',
    anchorYear: anchorYear === null ? '' : String(anchorYear),
    basis: demand.basis.join(', '),
    letterSection: demand.letterSection ?? '',
    replaces: demand.replaces ?? '',
    ...Object.fromEntries(demand.acts.map((act) => [`act_${act}`, 'yes'])),
    ...Object.fromEntries(words),
  };
}

/** A new draft with the words of a demand that it is to replace. */
export const inputReplacing = (demand: Demand): Texts => ({
  ...inputOf(demand),
  slug: '',
  revision: '0',
  replaces: demand.slug,
});
