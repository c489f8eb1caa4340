import type { VNode } from 'preact';
import type { GateItem, GateKey } from '../../petitions/drafts/gate.values.js';
import { localeName, writtenLocales } from '../../platform/http/locale.js';

const labels: Record<GateKey, string> = {
  texts: 'Every language is complete',
  blocks: 'Quotations have sources, pictures have descriptions',
  reason: 'The change has a reason',
  claims: 'Every claim may be used',
  sources: 'Every claim has a source',
  links: 'Links lead somewhere',
  consents: 'Consents have their wordings',
  mails: 'Emails and thank-you page are ready',
  slug: 'The short name is free',
  times: 'People can sign for some time',
  contrast: 'The campaign’s colours can be read',
  legal: 'Legal pages are filled in',
};
const marks: Record<GateItem['state'], string> = { passed: '✓', failed: '✗', open: '?' };
const words: Record<GateItem['state'], string> = { passed: 'Yes', failed: 'No', open: 'Not certain' };

const fields: Record<string, string> = {
  title: 'title',
  summary: 'summary',
  body: 'text, or a heading of it,',
  ask: 'what is asked',
  shareText: 'text for sharing',
  leadAlt: 'what the picture shows',
  reason: 'reason',
};

/** `/de/title` with `is required` → `German: the title is missing` */
function sentence({ pointer, code, detail }: GateItem['faults'][number]): string {
  const [first = '', second = ''] = pointer.slice(1).split('/');
  const locale = writtenLocales.find((one) => one === first);
  const field = fields[locale ? second : first];
  const said = code === 'field.required' && field !== undefined ? `the ${field} is missing` : detail;
  return locale ? `${localeName(locale)}: ${said}` : said;
}

/** The checklist before publishing, each line with what is in the way. */
export const GateList = ({ items }: { items: readonly GateItem[] }): VNode => (
  <ul class="gate">
    {items.map(({ key, state, faults }) => (
      <li class={state}>
        <span aria-hidden="true">{marks[state]}</span> {labels[key]}: <strong>{words[state]}</strong>
        {faults.length > 0 && (
          <ul>
            {faults.map((fault) => (
              <li>{sentence(fault)}</li>
            ))}
          </ul>
        )}
      </li>
    ))}
  </ul>
);

/** The same sentences, for a text that was held. */
export const Faults = ({ faults }: { faults: GateItem['faults'] }): VNode => (
  <ul>
    {faults.map((fault) => (
      <li>{sentence(fault)}</li>
    ))}
  </ul>
);
