import { claimKeysIn } from '../../claims/claims.schema.js';
import type { Day } from '../../platform/day.js';
import type { Fault } from '../../platform/errors.js';
import { localeName } from '../../platform/http/locale.js';
import { actsUnderTreaty } from './demands.values.js';
import type { Demand, DemandText } from './demands.schema.js';

/** What keeps a demand from being published, besides its claims and its addressee. */
export function faultsOf(
  { texts, due, addresseeNames, sourceNames, addresseeKind, basis, acts }: Demand,
  today: Day,
): Fault[] {
  const faults: Fault[] = [];
  const restsOnLaw =
    basis.length > 0 ||
    addresseeKind === 'group' ||
    acts.some((act) => actsUnderTreaty.includes(act)) ||
    Object.values(texts).some((text) => (text?.law.length ?? 0) > 0);
  const add = (field: string, code: string, detail: string) => faults.push({ pointer: `/${field}`, code, detail });
  for (const locale of ['en', ...Object.keys(texts).filter((one) => one !== 'en')]) {
    const text = texts[locale];
    for (const part of ['title', 'ask', 'reasons', 'law'] as const)
      if (part === 'law' && !restsOnLaw) continue;
      else if (!text || text[part].length === 0)
        add(`${part}_${locale}`, 'field.required', `the ${partWords[part]} is missing (${localeName(locale)})`);
    if (text?.law.some((paragraph) => claimKeysIn(paragraph).length === 0))
      add(`law_${locale}`, 'demand.law_without_claim', `a paragraph on the law cites no claim (${localeName(locale)})`);
  }
  if (basis.length === 0 && restsOnLaw) add('basis', 'field.required', 'the legal basis names no claim');
  if (addresseeKind === 'institution' && !addresseeNames?.en)
    add('institution_en', 'field.required', 'the institution has no English name');
  if (sourceNames !== null && !sourceNames.en)
    add('source_en', 'field.required', 'the source of the demand has no English name');
  if (due !== null && due < today) add('dueOn', 'demand.day_passed', 'the day by which it is asked has passed');
  return faults;
}

const partWords = { title: 'title', ask: 'demand itself', reasons: 'list of reasons', law: 'part on the law' };

/** Every claim a text cites, in the order of first mention. */
export const keysIn = ({ ask, reasons, law }: DemandText): string[] =>
  claimKeysIn([ask, ...reasons, ...law].join('\n'));

/** The same for a demand in all languages, with its legal basis. */
export const keysOf = ({ texts, basis }: Pick<Demand, 'texts' | 'basis'>): string[] => [
  ...new Set([...basis, ...Object.values(texts).flatMap((text) => (text ? keysIn(text) : []))]),
];
