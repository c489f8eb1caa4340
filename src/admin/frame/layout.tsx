import type { ComponentChildren, VNode } from 'preact';
import { may, type Permission } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { Csrf } from './csrf.js';
import { placeOf, type MenuPath } from './menu.js';
import { SideMenu } from './side-menu.js';
import { minuteOf } from './words.js';

export { Csrf } from './csrf.js';

/** Files of the site's build, under their stable names. */
const stylesheets = ['/assets/site.css', '/assets/staff.css'];
export const progressScript = '/assets/progress.js';
const deskScript = '/assets/desk.js';

export interface Crumb {
  href: string;
  /** In words, never a short name. */
  label: string;
}

export interface Frame {
  title: string;
  /** Null on the pages before sign-in. */
  staff: SignedIn | null;
  /** The entry of the menu the page belongs to, or a page of the head. */
  path?: MenuPath | '/admin/account' | '/admin/help' | '/admin/search';
  /** What lies between the entry and the page; given, if only as an empty list, on every page that is not the entry itself. */
  crumbs?: readonly Crumb[];
  /** The one thing people mostly come here to do, for those who may. */
  primary?: (Crumb & { permission: Permission }) | undefined;
  /** What was searched for, on the page that shows what was found. */
  searched?: string;
  script?: string;
  /** Seconds after which the page reloads, while something is in progress; for pages without a form. */
  refresh?: number | undefined;
  children: ComponentChildren;
}

/** The frame of every staff page: landmarks, the menu of what this person may do, where the page is, and sign-out. */
export function Layout({ title, staff, path, crumbs, primary, searched, script, refresh, children }: Frame): VNode {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{`${title} · Demarche`}</title>
        {refresh !== undefined && <meta http-equiv="refresh" content={String(refresh)} />}
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        {stylesheets.map((href) => (
          <link rel="stylesheet" href={href} />
        ))}
        {staff && <script src={deskScript} defer></script>}
        {script && <script src={script} defer></script>}
      </head>
      <body class="staff">
        <a class="skip" href="#content">
          Skip to content
        </a>
        <header class="top">
          <div class="page">
            <a class="brand" href="/admin">
              Demarche
            </a>
            {staff && <Switcher staff={staff} />}
            {staff && <Search staff={staff} typed={searched} />}
            {staff && <Own staff={staff} path={path} />}
          </div>
        </header>
        <div class={staff ? 'frame-of-staff' : undefined}>
          {staff && <SideMenu staff={staff} path={path} below={crumbs !== undefined} />}
          <main id="content" class="page" tabindex={-1}>
            {staff && <Crumbs path={path} crumbs={crumbs} />}
            <div class="title">
              <h1>{title}</h1>
              {staff && primary && may(staff.role, primary.permission) && (
                <a class="button small" href={primary.href}>
                  {primary.label}
                </a>
              )}
            </div>
            {children}
          </main>
        </div>
      </body>
    </html>
  );
}

/** Where the page is: its group, the entry of the menu, and what lies between. The page itself is the heading beneath. */
function Crumbs({ path, crumbs }: Pick<Frame, 'path' | 'crumbs'>): VNode | null {
  const place = placeOf(path);
  if (!place) return null;
  const { group, entry } = place;
  const links = crumbs ? [{ href: entry.path, label: entry.label }, ...crumbs] : [];
  return (
    <nav class="crumbs" aria-label="Where you are">
      <ol>
        <li>{group}</li>
        {links.map(({ href, label }) => (
          <li>
            <a href={href}>{label}</a>
          </li>
        ))}
      </ol>
    </nav>
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
      <button class="button small plain" type="submit">
        Switch
      </button>
    </form>
  );
}

/** By POST: names and addresses are searched for. */
const Search = ({ staff, typed }: { staff: SignedIn; typed: string | undefined }): VNode => (
  <form class="desk-search" method="post" action="/admin/search" role="search" aria-label="Everything">
    <Csrf staff={staff} />
    <label class="unseen" for="desk-search">
      Search people, States, letters, petitions and claims
    </label>
    <input
      id="desk-search"
      type="search"
      name="q"
      value={typed}
      maxLength={200}
      required
      autocomplete="off"
      placeholder="Search ( / )"
      aria-keyshortcuts="/"
    />{' '}
    <button class="button small plain" type="submit">
      Search
    </button>
  </form>
);

/** Help, the person's own account, and the way out. */
const Own = ({ staff, path }: { staff: SignedIn; path: string | undefined }): VNode => (
  <form class="own" method="post" action="/admin/sign-out">
    <Csrf staff={staff} />
    <a href="/admin/help" aria-current={path === '/admin/help' ? 'page' : undefined}>
      Help
    </a>{' '}
    <a href="/admin/account" aria-current={path === '/admin/account' ? 'page' : undefined}>
      {staff.name}
    </a>{' '}
    <button class="button small plain" type="submit">
      Sign out
    </button>
  </form>
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
