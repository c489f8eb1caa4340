import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import type { Locale } from '../../platform/http/locale.js';
import type { StaffUpdate } from '../../updates/writing/staff-updates.service.js';
import { Layout } from '../frame/layout.js';
import { LanguageTabs } from '../petitions/language-tabs.js';
import { updateCrumb, UpdateParts } from './update-crumbs.js';

interface Props {
  staff: SignedIn;
  update: StaffUpdate;
  title: string;
  locale: Locale;
  /** Null where it cannot be written yet */
  mail: { subject: string; text: string } | null;
}

/** What is written, as page and as email, in one language: as wide as a phone and as a desk. */
export function UpdatePreviewsPage({ staff, update, title, locale, mail }: Props): VNode {
  const path = `/admin/updates/${update.slug}`;
  const source = (part: string) => `${path}/preview/${part}?lang=${locale}`;
  return (
    <Layout
      title={`Preview of “${title}”`}
      staff={staff}
      path="/admin/updates"
      crumbs={[updateCrumb(update.slug, title)]}
    >
      <UpdateParts slug={update.slug} />
      <LanguageTabs path={`${path}/previews`} languages={update.languages} current={locale} marks={new Map()} />
      <ul>
        <li>
          <a href={source('page')}>Page</a>
        </li>
        {mail !== null && (
          <li>
            <a href={source('mail')}>Email</a>
          </li>
        )}
      </ul>
      <h2>The page on a phone</h2>
      <iframe class="frame phone" src={source('page')} title="The page on a phone"></iframe>
      <h2>The page on a desk</h2>
      <div class="wide" tabIndex={0} role="region" aria-label="The page on a desk">
        <iframe class="frame desk" src={source('page')} title="The page on a desk"></iframe>
      </div>
      <h2>The email</h2>
      {mail === null ? (
        <p>It cannot be shown before this language has a title and a text.</p>
      ) : (
        <>
          <p>
            Subject: <strong>{mail.subject}</strong>
          </p>
          <iframe class="frame phone" src={source('mail')} title="The email on a phone" sandbox=""></iframe>
          <h3>Its plain text</h3>
          <pre class="card lines">{mail.text}</pre>
        </>
      )}
    </Layout>
  );
}
