import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { BroughtBy } from '../../updates/writing/update-results.service.js';
import type { StaffUpdate } from '../../updates/writing/staff-updates.service.js';
import { ActionButton, DoneNotice } from '../frame/action.js';
import { ConfirmField } from '../frame/confirm-field.js';
import { Area, Refusal } from '../frame/fields.js';
import type { Refused } from '../frame/form.js';
import { Csrf, Instant, Layout } from '../frame/layout.js';
import { counted } from '../frame/words.js';
import { UpdateParts } from './update-crumbs.js';
import { standingWords } from './updates-page.js';

interface Props {
  staff: SignedIn;
  update: StaffUpdate;
  title: string;
  /** Short name of the petition it is about */
  petition: string | null;
  brought: BroughtBy;
  done?: string | undefined;
  refused?: Refused | undefined;
}

/** Where an update stands, the ways to its parts, and what it has brought. */
export function UpdatePage({ staff, update, title, petition, brought, done, refused }: Props): VNode {
  const { slug, standing, published, hiddenReason, publishedAt } = update;
  const path = `/admin/updates/${slug}`;
  return (
    <Layout
      title={title}
      staff={staff}
      path="/admin/updates"
      crumbs={[]}
      primary={published ? undefined : { href: `${path}/text`, label: 'Write the text', permission: 'updates:write' }}
    >
      <DoneNotice done={done} texts={{ saved: 'Done.', published: 'Published in all its languages.' }} />
      <Refusal refused={refused} fields={['reason', 'confirm']} />
      <p>
        <strong>{standingWords[standing]}</strong>
        {hiddenReason !== null && `: ${hiddenReason}`}
      </p>
      <p>
        About{' '}
        {petition === null ? 'the campaign as a whole' : <a href={`/admin/petitions/${petition}`}>the petition</a>}.
        {published && standing !== 'withdrawn' && (
          <>
            {' '}
            <a href={`/updates/${slug}`}>Public page</a>, version {published.number}, first published{' '}
            <Instant at={publishedAt} />.
          </>
        )}
      </p>
      <UpdateParts slug={slug} />
      {published && <Brought brought={brought} slug={slug} />}
      {may(staff.role, 'updates:write') && published && <Withdrawal {...{ staff, update, refused }} />}
    </Layout>
  );
}

/** In numbers of each kind. */
export const broughtWords = ({ signatures, letters }: BroughtBy): string =>
  `${counted(signatures, 'confirmed signature')} and ${counted(letters, 'letter')} to ministries`;

export const Brought = ({ brought, slug }: { brought: BroughtBy; slug: string }): VNode => (
  <section class="card">
    <h2>What it has brought</h2>
    <p>
      {broughtWords(brought)} came by a link of this update (<code>source={slug}</code>). The link names the update, not
      its reader.
    </p>
  </section>
);

function Withdrawal({ staff, update, refused }: Pick<Props, 'staff' | 'update' | 'refused'>): VNode {
  const path = `/admin/updates/${update.slug}`;
  if (update.standing === 'withdrawn')
    return (
      <section class="card">
        <h2>Withdrawn from view</h2>
        <ActionButton staff={staff} action={`${path}/show`} label="Show it again" />
      </section>
    );
  return (
    <form class="card" method="post" action={`${path}/withdraw`} noValidate>
      <Csrf staff={staff} />
      <h2>Withdraw it from view</h2>
      <Area
        name="reason"
        label="Reason"
        help="Public, in English."
        value={refused?.input.reason}
        faults={refused?.faults ?? []}
      />
      <ConfirmField wanted={update.slug} refused={refused}>
        Visitors read your reason instead of the update, also those who follow the link in its email. What was sent
        cannot be called back.
      </ConfirmField>
      <button class="button small" type="submit">
        Withdraw it from view
      </button>
    </form>
  );
}
