import { Prisma } from '../../generated/prisma/client.js';
import { InvalidInput, type Fault } from '../../platform/errors.js';
import { writtenLocales } from '../../platform/http/locale.js';
import type { ByLanguage } from '../../platform/texts/in-language.js';
import type { Demand, DemandForm, DemandText } from './demands.schema.js';

/** Everything of a demand that its author decides. */
export type DemandContent = Pick<
  Demand,
  | 'addresseeKind'
  | 'addresseeCode'
  | 'addresseeNames'
  | 'acts'
  | 'dueOn'
  | 'anchorYear'
  | 'basis'
  | 'texts'
  | 'letterSection'
  | 'sourceNames'
>;

/** What a form says. @throws InvalidInput for words without a title, and for an addressee that is not named */
export function contentOf(form: DemandForm): DemandContent {
  const faults: Fault[] = [];
  const required = (field: string) =>
    faults.push({ pointer: `/${field}`, code: 'field.required', detail: 'is required' });
  const texts: Record<string, DemandText> = {};
  for (const locale of writtenLocales) {
    const [title, ask, reasons, law] = (['title', 'ask', 'reasons', 'law'] as const).map(
      (part) => form[`${part}_${locale}`],
    );
    const isWritten = [title, ask, reasons, law].some((part) => part !== undefined);
    if (title !== undefined)
      texts[locale] = { title, ask: ask ?? '', reasons: paragraphs(reasons), law: paragraphs(law) };
    else if (isWritten || locale === 'en') required(`title_${locale}`);
  }
  const { addresseeKind, state, group } = form;
  if (addresseeKind === 'state' && state === undefined) required('state');
  if (addresseeKind === 'group' && group === undefined) required('group');
  const institution = byLanguage(form, 'institution');
  if (addresseeKind === 'institution' && institution === null) required('institution_en');
  if (faults.length > 0) throw new InvalidInput(faults);
  return {
    addresseeKind,
    addresseeCode: (addresseeKind === 'state' ? state : addresseeKind === 'group' ? group : null) ?? null,
    addresseeNames: addresseeKind === 'institution' ? institution : null,
    acts: [...new Set(form.acts)],
    dueOn: form.dueOn,
    anchorYear: form.anchorYear,
    basis: form.basis,
    texts,
    letterSection: form.letterSection ?? null,
    sourceNames: byLanguage(form, 'source'),
  };
}

const paragraphs = (text: string | undefined): string[] =>
  (text ?? '')
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

function byLanguage(form: DemandForm, name: 'institution' | 'source'): ByLanguage | null {
  const named = writtenLocales.flatMap((locale) => {
    const text = form[`${name}_${locale}`];
    return text === undefined ? [] : [[locale, text] as const];
  });
  return named.length === 0 ? null : Object.fromEntries(named);
}

/** The same as columns. */
export const columnsOf = (content: DemandContent, replacesId: string | null, updatedAt: Date) => ({
  ...content,
  texts: content.texts as Prisma.InputJsonObject,
  addresseeNames: (content.addresseeNames ?? Prisma.DbNull) as Prisma.InputJsonObject | typeof Prisma.DbNull,
  sourceNames: (content.sourceNames ?? Prisma.DbNull) as Prisma.InputJsonObject | typeof Prisma.DbNull,
  dueOn: content.dueOn === null ? null : new Date(content.dueOn),
  replacesId,
  updatedAt,
});
