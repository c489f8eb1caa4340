import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { TemplateVersion } from '../../letters/writing/templates.service.js';
import { audiences, letterLocales, templateFields, templateKinds } from '../../letters/writing/templates.values.js';
import type { Refused } from '../frame/form.js';
import { Area, Field, Refusal, Select } from '../frame/fields.js';
import { Csrf, Layout } from '../frame/layout.js';
import { Table } from '../frame/table.js';

interface TemplatesProps {
  staff: SignedIn;
  templates: readonly TemplateVersion[];
  names: ReadonlyMap<string, string>;
  input: Readonly<Record<string, string>>;
  refused?: Refused;
}

/** Every version of every text, and the form for the next one. */
export function TemplatesPage({ staff, templates, names, input, refused }: TemplatesProps): VNode {
  return (
    <Layout
      title="Letter templates"
      staff={staff}
      path="/admin/templates"
      primary={{ href: '/admin/templates/preview', label: 'Preview letters by State', permission: 'letters:read' }}
    >
      <Table
        label="Versions"
        columns={['Text', 'Language', 'Version', 'Status', 'By', 'Change']}
        rows={templates.map((text) => ({
          cells: [
            <details>
              <summary>
                {text.kind === 'frame'
                  ? 'Frame'
                  : text.kind === 'follow_up'
                    ? 'Follow-up'
                    : `${text.convention ?? ''}, ${text.audience ?? ''}`}
              </summary>
              {text.body.split('\n\n').map((paragraph) => (
                <p class="lines">{paragraph}</p>
              ))}
            </details>,
            text.locale,
            String(text.version),
            text.status,
            `${names.get(text.author) ?? text.author}${text.approvedBy === null ? '' : `; ${names.get(text.approvedBy) ?? text.approvedBy}`}`,
            <>
              {may(staff.role, 'letters:write') && <a href={`/admin/templates?from=${text.id}#new`}>New version</a>}{' '}
              {text.status === 'draft' && <a href={`/admin/templates/preview?draft=${text.id}`}>Preview</a>}{' '}
              {text.status === 'draft' && may(staff.role, 'letters:approve') && (
                <form method="post" action={`/admin/templates/${text.id}/approve`}>
                  <Csrf staff={staff} />
                  <button class="button small" type="submit">
                    Approve
                  </button>
                </form>
              )}
            </>,
          ],
        }))}
      />
      {may(staff.role, 'letters:write') && <NewTemplate staff={staff} input={input} refused={refused} />}
    </Layout>
  );
}

const blank = { value: '', label: '—' };
const options = (values: readonly string[]) => values.map((value) => ({ value, label: value }));

function NewTemplate({
  staff,
  input,
  refused,
}: Pick<TemplatesProps, 'staff' | 'input'> & { refused: Refused | undefined }): VNode {
  const faults = refused?.faults ?? [];
  return (
    <form class="card" id="new" method="post" action="/admin/templates">
      <h2>New version</h2>
      <Refusal refused={refused} fields={['kind', 'convention', 'audience', 'locale', 'subject', 'body']} />
      <Csrf staff={staff} />
      <div class="filters">
        <Select name="kind" label="Text" options={options(templateKinds)} value={input.kind} faults={faults} />
        <Select
          name="convention"
          label="Convention"
          options={[blank, ...options(['APMBC', 'CCM'])]}
          value={input.convention}
          faults={faults}
        />
        <Select
          name="audience"
          label="For whom"
          options={[blank, ...options(audiences)]}
          value={input.audience}
          faults={faults}
        />
        <Select name="locale" label="Language" options={options(letterLocales)} value={input.locale} faults={faults} />
      </div>
      <Field name="subject" label="Subject (not of sections)" value={input.subject} faults={faults} />
      <Area
        name="body"
        label="Text (Markdown, fields in double braces, claims like [C12])"
        value={input.body}
        faults={faults}
        rows={14}
      />
      <details>
        <summary>Available fields</summary>
        <ul>
          {Object.entries(templateFields).map(([name, what]) => (
            <li>
              <code>{`{{ ${name} }}`}</code> {what}
            </li>
          ))}
        </ul>
      </details>
      <button class="button small" type="submit">
        Save draft
      </button>
    </form>
  );
}
