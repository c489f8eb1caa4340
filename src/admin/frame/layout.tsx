import type { ComponentChildren, VNode } from 'preact';
import { minuteOf } from './words.js';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';

/** Files of the site's build, under their stable names. */
const stylesheet = '/assets/site.css';
export const progressScript = '/assets/progress.js';

interface MenuEntry {
  path: string;
  label: string;
  permission: string | null;
  /** For those who work for all campaigns */
  ofAll?: true;
}

const menu: readonly MenuEntry[] = [
  { path: '/admin', label: 'Overview', permission: null },
  { path: '/admin/plan', label: 'Plan', permission: 'plan:read' },
  { path: '/admin/ledger', label: 'Treaty ledger', permission: 'plan:read' },
  { path: '/admin/claims', label: 'Claims', permission: 'plan:read' },
  { path: '/admin/ministries', label: 'Ministries', permission: 'letters:read' },
  { path: '/admin/runs', label: 'Letters', permission: 'letters:read' },
  { path: '/admin/inbox', label: 'Inbox', permission: 'letters:read' },
  { path: '/admin/answers', label: 'Answers', permission: 'letters:read' },
  { path: '/admin/supporter-letters', label: 'Supporter letters', permission: 'letters:read' },
  { path: '/admin/corrections', label: 'Corrections', permission: 'letters:read' },
  { path: '/admin/petitions', label: 'Petitions', permission: 'plan:read' },
  { path: '/admin/demands', label: 'Demands', permission: 'plan:read' },
  { path: '/admin/texts', label: 'Statements', permission: 'plan:read' },
  { path: '/admin/calendar', label: 'Calendar', permission: 'plan:read' },
  { path: '/admin/embed', label: 'Embed', permission: 'plan:read' },
  { path: '/admin/exports', label: 'Exports', permission: 'supporters:export' },
  { path: '/admin/data-requests', label: 'Data requests', permission: 'supporters:erase', ofAll: true },
  { path: '/admin/suppressions', label: 'Suppressed addresses', permission: 'supporters:erase', ofAll: true },
  { path: '/admin/audit', label: 'Audit log', permission: 'audit:read', ofAll: true },
  { path: '/admin/staff', label: 'Staff', permission: 'staff:manage', ofAll: true },
  { path: '/admin/tokens', label: 'API tokens', permission: 'staff:manage', ofAll: true },
  { path: '/admin/webhooks', label: 'Webhooks', permission: 'webhooks:manage', ofAll: true },
  { path: '/admin/settings', label: 'Settings', permission: 'plan:read' },
  { path: '/admin/campaigns', label: 'Campaigns', permission: 'plan:read' },
];

export interface Frame {
  title: string;
  /** Null on the pages before sign-in. */
  staff: SignedIn | null;
  /** Path of the page, to mark it in the menu. */
  path?: string;
  script?: string;
  /** Seconds after which the page reloads, while something is in progress; for pages without a form. */
  refresh?: number | undefined;
  children: ComponentChildren;
}

/** The frame of every staff page: landmarks, the menu of what this person may do, and sign-out. */
export function Layout({ title, staff, path, script, refresh, children }: Frame): VNode {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{`${title} · Demarche`}</title>
        {refresh !== undefined && <meta http-equiv="refresh" content={String(refresh)} />}
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href={stylesheet} />
        {script && <script src={script} defer></script>}
      </head>
      <body>
        <a class="skip" href="#content">
          Skip to content
        </a>
        <header class="top">
          <div class="page">
            <a class="brand" href="/admin">
              Demarche
            </a>
            {staff && <Switcher staff={staff} />}
            {staff && <Menu staff={staff} path={path} />}
          </div>
        </header>
        <main id="content" class="page" tabindex={-1}>
          <h1>{title}</h1>
          {children}
        </main>
      </body>
    </html>
  );
}

/** The campaign whose pages these are; with several, a form to look at another. */
function Switcher({ staff }: { staff: SignedIn }): VNode | null {
  const { campaign, campaigns } = staff;
  if (!campaign) return null;
  if (campaigns.length === 1) return <span class="campaign">{campaign.name}</span>;
  return (
    <form class="row-form campaign" method="post" action="/admin/campaigns/current">
      <Csrf staff={staff} />
      <label for="current-campaign">Campaign</label>{' '}
      <select id="current-campaign" name="slug">
        {campaigns.map(({ slug, name }) => (
          <option value={slug} selected={slug === campaign.slug}>
            {name}
          </option>
        ))}
      </select>{' '}
      <button class="button small" type="submit">
        Switch
      </button>
    </form>
  );
}

function Menu({ staff, path }: { staff: SignedIn; path: string | undefined }): VNode {
  return (
    <>
      <nav class="languages menu" aria-label="Staff pages">
        <ul>
          {menu
            .filter(({ permission }) => permission === null || may(staff.role, permission))
            .filter(({ ofAll }) => !ofAll || staff.everywhere)
            .map((entry) => (
              <li>
                <a href={entry.path} aria-current={entry.path === path ? 'page' : undefined}>
                  {entry.label}
                </a>
              </li>
            ))}
        </ul>
      </nav>
      <form method="post" action="/admin/sign-out">
        <Csrf staff={staff} />
        <a href="/admin/account" aria-current={path === '/admin/account' ? 'page' : undefined}>
          {staff.name}
        </a>{' '}
        <button class="button small" type="submit">
          Sign out
        </button>
      </form>
    </>
  );
}

/** In every form of a signed-in person: the CSRF token, and the campaign it was made for, which may no longer be the one looked at. */
export const Csrf = ({ staff }: { staff: SignedIn }): VNode => (
  <>
    <input type="hidden" name="_csrf" value={staff.csrf} />
    {staff.campaign && <input type="hidden" name="_campaign" value={staff.campaign.slug} />}
  </>
);

/** A page with just a message. */
export const MessagePage = ({
  title,
  message,
  staff = null,
}: {
  title: string;
  message: string;
  staff?: SignedIn | null;
}): VNode => (
  <Layout title={title} staff={staff}>
    <p class="notice">{message}</p>
    <p>
      <a href="/admin">Go to the dashboard</a>
    </p>
  </Layout>
);

/** An instant, to the minute: `4 Apr 2027, 09:30 UTC`. */
export const Instant = ({ at }: { at: Date | null }): VNode | null =>
  at && <time dateTime={at.toISOString()}>{minuteOf(at)}</time>;
