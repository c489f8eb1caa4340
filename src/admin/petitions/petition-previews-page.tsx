import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { PreviewLink } from '../../petitions/previews/preview-links.service.js';
import { mostPreviewDays } from '../../petitions/previews/previews.schema.js';
import type { Locale } from '../../platform/http/locale.js';
import { ActionButton } from '../frame/action.js';
import type { Names } from '../frame/actor-names.js';
import { Field, Refusal } from '../frame/fields.js';
import type { Refused } from '../frame/form.js';
import { Csrf, Instant, Layout } from '../frame/layout.js';
import { petitionCrumb } from '../frame/crumbs.js';
import { LanguageTabs } from './language-tabs.js';

export interface PetitionPreviewsPageProps {
  staff: SignedIn;
  slug: string;
  title: string;
  locale: Locale;
  /** Languages of the text */
  languages: readonly Locale[];
  links: readonly PreviewLink[];
  names: Names;
  /** The address of a new link, which is shown this once */
  address?: string | undefined;
  refused?: Refused | undefined;
}

const parts = [
  ['page', 'Page'],
  ['mail', 'Email'],
  ['thanks', 'Thank-you page'],
  ['card', 'Picture for sharing'],
] as const;

/** The draft as the public would read it, as wide as a phone and as a desk, and links for people outside the staff. */
export function PetitionPreviewsPage(props: PetitionPreviewsPageProps): VNode {
  const { staff, slug, title, locale, address, refused } = props;
  const preview = `/admin/petitions/${slug}/preview`;
  return (
    <Layout
      title={`Preview of “${title}”`}
      staff={staff}
      path="/admin/petitions"
      crumbs={[petitionCrumb(slug, title), { href: `/admin/petitions/${slug}/text?lang=${locale}`, label: 'Text' }]}
    >
      <Refusal refused={refused} fields={['days']} />
      {address !== undefined && (
        <p class="notice" role="status">
          Anybody who has this address can read the draft until it expires. It is shown only now: <code>{address}</code>
        </p>
      )}
      <p>
        <a href={`/admin/petitions/${slug}/text?lang=${locale}`}>Go on writing</a>
      </p>
      <LanguageTabs
        path={`/admin/petitions/${slug}/previews`}
        languages={props.languages}
        current={locale}
        marks={new Map()}
      />
      <ul>
        {parts.map(([part, label]) => (
          <li>
            <a href={`${preview}/${part}?lang=${locale}`}>{label}</a>
          </li>
        ))}
      </ul>
      <h2>On a phone</h2>
      <iframe class="frame phone" src={`${preview}/page?lang=${locale}`} title="The page on a phone"></iframe>
      <h2>On a desk</h2>
      <div class="wide" tabIndex={0} role="region" aria-label="The page on a desk">
        <iframe class="frame desk" src={`${preview}/page?lang=${locale}`} title="The page on a desk"></iframe>
      </div>
      <Links {...props} />
    </Layout>
  );
}

function Links({ staff, slug, links, names, refused }: PetitionPreviewsPageProps): VNode {
  const path = `/admin/petitions/${slug}/previews`;
  const mayShare = may(staff.role, 'plan:manage');
  return (
    <section class="card">
      <h2>Links for people outside the staff</h2>
      {links.length === 0 && <p class="quiet">There is none.</p>}
      <ul class="plain">
        {links.map(({ id, createdBy, createdAt, expiresAt }) => (
          <li class="note">
            <p>
              By {names.get(createdBy) ?? 'somebody'}, <Instant at={createdAt} />; works until{' '}
              <Instant at={expiresAt} />
            </p>
            {mayShare && <ActionButton staff={staff} action={`${path}/${id}/revoke`} label="Take back" />}
          </li>
        ))}
      </ul>
      {mayShare && (
        <form method="post" action={path} noValidate>
          <Csrf staff={staff} />
          <Field
            name="days"
            label="Days it works"
            type="number"
            value={refused?.input.days ?? '7'}
            faults={refused?.faults ?? []}
            help={`At most ${mostPreviewDays}. The link shows the draft as it is when it is opened, in every language. Nobody can sign on it.`}
          />
          <button class="button small" type="submit">
            Make a link
          </button>
        </form>
      )}
    </section>
  );
}
