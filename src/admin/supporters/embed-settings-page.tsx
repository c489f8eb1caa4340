import { h, type VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { localeName, locales } from '../../platform/http/locale.js';
import type { AllowedOrigin } from '../../petitions/petition-origins.service.js';
import type { Refused } from '../frame/form.js';
import { componentCode, frameCode, type EmbedChoice } from './embed-code.js';
import { Field, Problem, Select } from '../frame/fields.js';
import { DoneNotice } from '../frame/action.js';
import { Csrf, Instant, Layout } from '../frame/layout.js';
import { Term } from '../frame/term.js';
import { Table } from '../frame/table.js';

export interface EmbedSettingsProps extends EmbedChoice {
  staff: SignedIn;
  /** Titles of the campaign's petitions by slug. */
  titles: ReadonlyMap<string, string>;
  origins: readonly AllowedOrigin[];
  names: ReadonlyMap<string, string>;
  done?: string | undefined;
  refused?: Refused | undefined;
}

const notices: Record<string, string> = {
  added: 'The website is on the list. Its pages can show the form now.',
  removed: 'The website is off the list. Within a second its pages can neither show the form nor send anything.',
};

/** Which websites may show the petition's form, the code they copy, and a preview. */
export function EmbedSettingsPage(props: EmbedSettingsProps): VNode {
  const { staff, slug, titles, done, refused } = props;
  return (
    <Layout title={`Embed “${titles.get(slug) ?? slug}”`} staff={staff} path="/admin/embed" script="/embed.js">
      <Problem message={refused?.problem} />
      <DoneNotice done={done} texts={notices} />
      <p>
        Partners whose <Term word="origin" /> is allowed can show the petition’s form on their own pages. The form talks
        to this server only; the website around it learns that somebody signed, not who.
      </p>
      <Websites {...props} />
      <Look {...props} />
      <Code {...props} />
      <Preview {...props} />
    </Layout>
  );
}

function Websites({ staff, slug, origins, names, refused }: EmbedSettingsProps): VNode {
  const decides = may(staff.role, 'plan:manage');
  return (
    <section aria-labelledby="websites">
      <h2 id="websites">Allowed websites</h2>
      {origins.length === 0 ? (
        <p class="notice">No websites allowed yet. On other pages the link stays and the form does not appear.</p>
      ) : (
        <Table
          label="Allowed websites by origin"
          columns={['Origin', 'By', 'Since', ...(decides ? ['Change'] : [])]}
          rows={origins.map(({ origin, addedBy, addedAt }) => ({
            cells: [
              <code>{origin}</code>,
              names.get(addedBy) ?? addedBy,
              <Instant at={addedAt} />,
              ...(decides ? [<RemoveForm staff={staff} slug={slug} origin={origin} />] : []),
            ],
          }))}
        />
      )}
      {decides && (
        <form class="card narrow" method="post" action={`/admin/embed/${slug}/origins`}>
          <Csrf staff={staff} />
          <Field
            name="origin"
            label="Add a website"
            type="url"
            required
            help="Its exact origin: https://, the host, and the port if there is one. With and without www. are two origins."
            value={refused?.input.origin}
            faults={refused?.faults ?? []}
          />
          <button class="button small" type="submit">
            Add
          </button>
        </form>
      )}
    </section>
  );
}

const RemoveForm = ({ staff, slug, origin }: { staff: SignedIn; slug: string; origin: string }): VNode => (
  <form method="post" action={`/admin/embed/${slug}/origins/remove`}>
    <Csrf staff={staff} />
    <input type="hidden" name="origin" value={origin} />
    <button class="button small" type="submit" aria-label={`Remove ${origin}`}>
      Remove
    </button>
  </form>
);

/** Options of the code and the preview below. */
const Look = ({ slug, titles, locale, theme }: EmbedSettingsProps): VNode => (
  <form class="filters" method="get" action="/admin/embed" aria-label="What the code is for">
    <Select
      name="petition"
      label="Petition"
      value={slug}
      options={[...titles].map(([value, label]) => ({ value, label }))}
    />
    <Select
      name="lang"
      label="Language"
      value={locale}
      options={locales.map((value) => ({ value, label: localeName(value) }))}
    />
    <Select
      name="theme"
      label="Colours"
      value={theme ?? ''}
      options={[
        { value: '', label: 'Match the reader’s device' },
        { value: 'light', label: 'Light' },
        { value: 'dark', label: 'Dark' },
      ]}
    />
    <p>
      <button class="button small" type="submit">
        Show
      </button>
    </p>
  </form>
);

const Snippet = ({ id, label, code }: { id: string; label: string; code: string }): VNode => (
  <div class="field">
    <label for={id}>{label}</label>
    <textarea id={id} rows={code.split('\n').length + 2} readOnly spellcheck={false}>
      {code}
    </textarea>
  </div>
);

const Code = (props: EmbedSettingsProps): VNode => (
  <section aria-labelledby="code">
    <h2 id="code">Code to copy</h2>
    <h3>Any website</h3>
    <p>Paste it where the form belongs. The link inside is what readers without JavaScript see.</p>
    <Snippet id="component-code" label="Code for HTML" code={componentCode(props)} />
    <h3>WordPress</h3>
    <p>
      Edit the page, add a block of the kind “Custom HTML”, and paste the code for HTML into it. No plugin and no
      shortcode is needed. If WordPress takes the script away on saving, your account may not use scripts: use the
      frame, or ask who runs the site.
    </p>
    <h3>Frame</h3>
    <p>
      For systems that take frames and no scripts. The second line keeps the frame as high as its content and may be
      left out.
    </p>
    <Snippet id="frame-code" label="Code for a frame" code={frameCode(props)} />
  </section>
);

const Preview = ({ slug, locale, theme, title, publicUrl }: EmbedSettingsProps): VNode => (
  <section aria-labelledby="preview">
    <h2 id="preview">Preview</h2>
    <p>This is the live form. If you submit it, a real signature is created.</p>
    {h(
      'demarche-petition',
      { slug, lang: locale, theme },
      <a href={`${publicUrl}/petitions/${slug}?lang=${locale}`}>{title}</a>,
    )}
  </section>
);
