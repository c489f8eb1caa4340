import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { GateItem } from '../../petitions/drafts/gate.values.js';
import { directionOf, writtenLocales, type Locale } from '../../platform/http/locale.js';
import { inputOf } from '../../updates/writing/update-drafts.service.js';
import { staleIn, type StaffUpdate } from '../../updates/writing/staff-updates.service.js';
import { ActionButton, DoneNotice } from '../frame/action.js';
import type { Names } from '../frame/actor-names.js';
import { Field, Refusal } from '../frame/fields.js';
import type { Refused } from '../frame/form.js';
import { Csrf, Layout } from '../frame/layout.js';
import { Words } from '../frame/term.js';
import { differences } from '../petitions/draft-side.js';
import { DraftStanding } from '../petitions/draft-standing.js';
import { GateList } from '../petitions/gate-list.js';
import { LanguageTabs } from '../petitions/language-tabs.js';
import { updateCrumb, UpdateParts } from './update-crumbs.js';

export interface UpdateReviewPageProps {
  staff: SignedIn;
  update: StaffUpdate;
  title: string;
  items: readonly GateItem[];
  /** The campaign's */
  timeZone: string;
  names: Names;
  locale: Locale;
  done?: string | undefined;
  refused?: Refused | undefined;
}

const doneTexts = {
  submitted: 'Sent for review.',
  taken_back: 'It is being written again.',
  scheduled: 'Scheduled. Everything is looked at once more at that moment.',
  links: 'The links are being tried. Open this page again in a minute.',
};

/** What is written beside what is published, what keeps it from being published, and the ways to the public. */
export function UpdateReviewPage(props: UpdateReviewPageProps): VNode {
  const { staff, update, title, items, locale, done, refused } = props;
  const path = `/admin/updates/${update.slug}/review`;
  const isThere = update.state !== 'published';
  const mayWrite = may(staff.role, 'updates:write');
  return (
    <Layout
      title={`Changes of “${title}”`}
      staff={staff}
      path="/admin/updates"
      crumbs={[updateCrumb(update.slug, title)]}
    >
      <DoneNotice done={done} texts={doneTexts} />
      {/* What a language lacks stands in the checklist below. */}
      <Refusal refused={refused} fields={['day', 'time', ...writtenLocales]} />
      <UpdateParts slug={update.slug} />
      {!isThere && <p class="notice">Nothing is written that is not published.</p>}
      <DraftStanding {...props} draft={props.update} />
      {isThere && (
        <section class="card" aria-label="Checklist">
          <h2>Before it is published</h2>
          <Words of={['gate', 'version', 'correction']} />
          <GateList items={items} />
          {mayWrite && <ActionButton staff={staff} action={`${path}/links`} label="Try the links" />}
        </section>
      )}
      {mayWrite && isThere && <Ways {...props} />}
      <Changes update={update} locale={locale} path={path} />
    </Layout>
  );
}

const partWords: Readonly<Record<string, string>> = { title: 'Title', body: 'Text', reason: 'What is corrected' };

function Changes({ update, locale, path }: { update: StaffUpdate; locale: Locale; path: string }): VNode {
  const before: Record<string, string> = inputOf({ texts: update.published?.texts ?? {}, reason: null }, locale);
  const now: Record<string, string> = inputOf(update, locale);
  const stale = new Map(staleIn(update).map((one) => [one, 'English has changed']));
  return (
    <>
      <h2>What changes</h2>
      <LanguageTabs path={path} languages={update.languages} current={locale} marks={stale} />
      {Object.keys(now)
        .filter((name) => before[name] !== '' || now[name] !== '')
        .map((name) => (
          <section class="card">
            <h3>{partWords[name] ?? name}</h3>
            <p class="lines" lang={locale} dir={directionOf(locale)}>
              {differences(before[name] ?? '', now[name] ?? '')}
            </p>
          </section>
        ))}
    </>
  );
}

/** Review, publish now, publish later, take back, discard. */
function Ways({ staff, update, timeZone, refused }: UpdateReviewPageProps): VNode {
  const path = `/admin/updates/${update.slug}/review`;
  const revision = <input type="hidden" name="revision" value={String(update.revision)} />;
  const faults = refused?.faults ?? [];
  const button = (action: string, label: string, plain = false) => (
    <ActionButton staff={staff} action={`${path}/${action}`} label={label} plain={plain}>
      {revision}
    </ActionButton>
  );
  return (
    <>
      <div class="buttons">
        {update.state === 'draft' && button('submit', 'Send for review')}
        {button('publish', 'Publish in all languages')}
        {update.state !== 'draft' &&
          button('take-back', update.state === 'review' ? 'Take out of review' : 'Take out of the schedule')}
        {button('discard', update.published ? 'Discard the changes' : 'Discard this draft', true)}
      </div>
      <form class="card" method="post" action={`${path}/schedule`} noValidate>
        <h2>Publish later</h2>
        <Csrf staff={staff} />
        {revision}
        <Field name="day" label="Day" type="date" value={refused?.input.day} faults={faults} />
        <Field
          name="time"
          label="Time"
          value={refused?.input.time}
          faults={faults}
          help={`Like 09:30, by the clocks of the campaign (${timeZone}). Everything is looked at again at that moment; what is in the way then holds it, and nothing is lost.`}
        />
        <button class="button" type="submit">
          Schedule
        </button>
      </form>
    </>
  );
}
