import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import { countryName } from '../../platform/http/country-names.js';
import { localeName } from '../../platform/http/locale.js';
import type { AudienceCount, AudienceSample, Group } from '../../updates/audience/audiences.service.js';
import type { MailingStatus } from '../../updates/sending/mailing-status.service.js';
import { mailingActions } from '../../updates/sending/mailings.status.js';
import { DoneNotice } from '../frame/action.js';
import { Refusal, Select } from '../frame/fields.js';
import { Csrf, Layout } from '../frame/layout.js';
import { Table } from '../frame/table.js';
import { counted, number } from '../frame/words.js';
import { AudienceForm, ExclusionForm } from './audience-form.js';
import { MailingProgress } from './mailing-progress.js';
import { MailingSteps } from './mailing-steps.js';
import { updateCrumb, UpdateParts } from './update-crumbs.js';
import type { UpdateMailPageProps } from './update-mail-props.js';

const doneTexts = {
  planned: 'Planned. Nothing is sent until it is started below.',
  approved: 'Approved.',
  started: 'Started. Nothing leaves for ten minutes: until then you can call it back.',
  paused: 'Paused. What is already on its way to a server arrives.',
  resumed: 'It goes on.',
  cancelled: 'Cancelled. Who was still waiting gets nothing.',
  tested: 'The test email is on its way to you.',
  uploaded: 'The file was read. Choose it under “Leave out the people of a file”.',
  waived: 'Recorded. The sender’s records are no obstacle for this update any more.',
  again: 'They wait again.',
};

const fields = [
  ...['countries', 'signedSince', 'signedUntil', 'notMailedSince', 'wroteLetter', 'excluded', 'notAfterDay'],
  ...['notAfterTime', 'otherLanguages', 'confirm'],
];
const mayBePlanned = (status: MailingStatus | null): boolean =>
  status === null || (mailingActions.plan as readonly string[]).includes(status.state);
/** While these last the page loads itself again. */
const isMoving = (status: MailingStatus | null): boolean => ['starting', 'sending'].includes(status?.state ?? '');

/** The email of an update: who gets it, what it looks like, and what becomes of it. */
export function UpdateMailPage(props: UpdateMailPageProps): VNode {
  const { staff, update, title, status, refused, done } = props;
  const sends = may(staff.role, 'updates:send');
  const plans = sends && update.published !== null && mayBePlanned(status);
  return (
    <Layout
      title={`Email of “${title}”`}
      staff={staff}
      path="/admin/updates"
      crumbs={[updateCrumb(update.slug, title)]}
      refresh={isMoving(status) && !refused ? 15 : undefined}
    >
      <DoneNotice done={done} texts={doneTexts} />
      <Refusal refused={refused} fields={fields} />
      <UpdateParts slug={update.slug} />
      {update.published === null && (
        <p class="notice">Publish the update first: its email links to the public page, and says the same.</p>
      )}
      {status && <MailingProgress {...props} status={status} />}
      {props.count && <Counts count={props.count} isPlanned={status !== null} />}
      {props.samples && <Samples samples={props.samples} />}
      {sends && status && mayBePlanned(status) && <MailingSteps {...props} status={status} />}
      <Checks {...props} />
      {plans && (
        <AudienceForm
          staff={staff}
          slug={update.slug}
          input={refused?.input ?? props.input}
          faults={refused?.faults ?? []}
          petitions={props.petitions}
          lists={props.lists}
          timeZone={props.timeZone}
        />
      )}
      {plans && <ExclusionForm staff={staff} slug={update.slug} faults={refused?.faults ?? []} />}
    </Layout>
  );
}

const most = 12;
const inRows = (groups: readonly Group[], name: (key: string) => string): { cells: string[] }[] => {
  const shown = groups.slice(0, most).map(({ key, n }) => ({ cells: [name(key), number(n)] }));
  const rest = groups.slice(most).reduce((sum, { n }) => sum + n, 0);
  return rest > 0 ? [...shown, { cells: ['All others', number(rest)] }] : shown;
};

function Counts({ count, isPlanned }: { count: AudienceCount; isPlanned: boolean }): VNode {
  const { total, byLanguage, byCountry, difference } = count;
  return (
    <section class="card" aria-label="How many">
      <h2>{`${counted(total, 'person', 'people')}${isPlanned ? '' : ' would get it'}`}</h2>
      <p class="quiet">
        Some of them may have unsubscribed from all email, or had as many emails this week as are allowed: they are left
        out when it is sent.
      </p>
      {difference && (
        <p>
          Compared with the update <code>{difference.update}</code>: {number(difference.added)} more people,{' '}
          {number(difference.gone)} no longer.
        </p>
      )}
      {total > 0 && (
        <div class="columns">
          <Table
            label="By language"
            columns={['Language of the email', 'People']}
            rows={inRows(byLanguage, localeName)}
          />
          <Table
            label="By country"
            columns={['Country', 'People']}
            rows={inRows(byCountry, (code) => countryName(code, 'en'))}
          />
        </div>
      )}
    </section>
  );
}

const Samples = ({ samples }: { samples: readonly AudienceSample[] }): VNode => (
  <section class="card" aria-label="Five people">
    <h2>Five of them, at random</h2>
    <p class="quiet">That you looked is on record in the audit log.</p>
    <Table
      label="Examples"
      columns={['Address', 'Language', 'Country']}
      rows={samples.map(({ address, locale, country }) => ({
        cells: [<bdi>{address}</bdi>, localeName(locale), countryName(country, 'en')],
      }))}
    />
  </section>
);

/** What was looked at, and a test to oneself. */
function Checks({ staff, update, checks }: UpdateMailPageProps): VNode | null {
  if (Object.keys(update.texts).length === 0) return null;
  const failed = checks.filter((one) => one.failed);
  return (
    <section class="card" aria-label="The email">
      <h2>The email</h2>
      <p>
        <a href={`/admin/updates/${update.slug}/previews`}>Look at it in every language</a>
      </p>
      {failed.length > 0 ? (
        <div class="error" role="alert">
          <p>It cannot be sent like this:</p>
          <ul>
            {failed.map(({ detail }) => (
              <li>{detail}</li>
            ))}
          </ul>
        </div>
      ) : (
        checks.length > 0 && <p>Size, links, descriptions of pictures, contrast and placeholders are in order.</p>
      )}
      {may(staff.role, 'updates:send') && (
        <form class="row-form" method="post" action={`/admin/updates/${update.slug}/email/test`}>
          <Csrf staff={staff} />
          <Select
            name="locale"
            label="Language of the test"
            options={Object.keys(update.texts).map((locale) => ({ value: locale, label: localeName(locale) }))}
          />
          <button class="button small" type="submit">
            Send a test to me
          </button>
        </form>
      )}
    </section>
  );
}
