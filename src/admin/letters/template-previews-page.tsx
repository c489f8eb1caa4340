import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import type { DemandStatus } from '../../campaigns/demands/demand.status.js';
import type { LetterText } from '../../letters/writing/letter-texts.service.js';
import type { Preview, PreviewLine } from '../../letters/writing/template-previews.service.js';
import type { TemplateVersion } from '../../letters/writing/templates.service.js';
import { rightToLeft } from '../../letters/writing/templates.values.js';
import { languageOf } from './language-of.js';
import { Field } from '../frame/fields.js';
import { Layout } from '../frame/layout.js';
import { inWords, longDay } from '../frame/words.js';
import { Table } from '../frame/table.js';

interface Shown {
  staff: SignedIn;
  day: string;
  draft: TemplateVersion | null;
}

/** Preview of the letters to every State on a day, and what is missing from them. */
export function TemplatePreviewsPage({ staff, day, draft, lines }: Shown & { lines: readonly PreviewLine[] }): VNode {
  const lacking = lines.filter(({ missing, holds }) => missing.length > 0 || holds.length > 0).length;
  return (
    <Layout title="Preview letters by State" staff={staff} path="/admin/templates" crumbs={[]}>
      <form method="get" class="card">
        {draft && <input type="hidden" name="draft" value={draft.id} />}
        <Field name="on" label="Day" type="date" value={day} />
        <button class="button small" type="submit">
          Show
        </button>
      </form>
      <p>
        {nameOf(draft)} {lines.length} States, {lacking} of them with an empty field or a reason to hold the letter.
      </p>
      <Table
        label="States"
        columns={['State', 'Language', 'Sections', 'Empty fields', 'Reason on hold']}
        rows={lines.map(({ iso, name, locale, fallbackFrom, sections, missing, holds }) => ({
          mark: missing.length > 0 || holds.length > 0 ? 'warn' : undefined,
          cells: [
            <a href={`/admin/templates/preview/${iso}?on=${day}${draft ? `&draft=${draft.id}` : ''}`}>{name}</a>,
            languageOf(locale, fallbackFrom),
            sections.join(', '),
            missing.join(', '),
            holds.map(({ detail }) => detail).join(' '),
          ],
        }))}
      />
    </Layout>
  );
}

interface PreviewProps extends Shown {
  preview: Preview;
  /** What the campaign asks of the State */
  demands: readonly { slug: string; title: string; status: DemandStatus }[];
}

/** One State's letter; with a draft, both side by side. */
export function TemplatePreviewPage({ staff, day, draft, preview, demands }: PreviewProps): VNode {
  return (
    <Layout
      title={`Letter to ${preview.name}, ${longDay(day)}`}
      staff={staff}
      path="/admin/templates"
      crumbs={[
        {
          href: `/admin/templates/preview?on=${day}${draft ? `&draft=${draft.id}` : ''}`,
          label: 'Preview letters by State',
        },
      ]}
    >
      {draft && preview.then === null && <p>The draft changes nothing in this letter.</p>}
      <div class="beside">
        <Letter heading={draft ? 'As approved' : 'The letter'} text={preview.now} />
        {preview.then && <Letter heading={nameOf(draft)} text={preview.then} />}
      </div>
      {demands.length > 0 && (
        <section>
          <h2>Demands to this State</h2>
          <ul>
            {demands.map(({ slug, title, status }) => (
              <li>
                <a href={`/admin/demands/${slug}`}>{title}</a> <span class="quiet">{inWords(status)}</span>
              </li>
            ))}
          </ul>
        </section>
      )}
    </Layout>
  );
}

const noTextIn = (language: string): string =>
  `The ministry writes in ${language}, in which there is no approved text: this letter is in English.`;

const nameOf = (draft: TemplateVersion | null): string =>
  draft === null
    ? ''
    : `With ${draft.kind === 'frame' ? 'the frame' : `${draft.convention ?? ''} ${draft.audience ?? ''}`} in ${draft.locale}, version ${draft.version}.`;

function Letter({
  heading,
  text: { locale, fallbackFrom, composed, holds },
}: {
  heading: string;
  text: LetterText;
}): VNode {
  return (
    <section class="card">
      <h2>{heading}</h2>
      {fallbackFrom !== null && <p class="fault">{noTextIn(fallbackFrom)}</p>}
      {holds.map(({ detail }) => (
        <p class="fault">{detail}</p>
      ))}
      {composed && composed.missing.length > 0 && <p class="fault">Empty fields: {composed.missing.join(', ')}</p>}
      {composed && (
        <div lang={locale} dir={rightToLeft.includes(locale) ? 'rtl' : 'ltr'}>
          <h3>{composed.subject}</h3>
          {composed.text.split('\n\n').map((paragraph) => (
            <p class="lines">{paragraph.replaceAll('**', '')}</p>
          ))}
        </div>
      )}
    </section>
  );
}
