import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { directionOf, localeName, writtenLocales, type Locale } from '../../platform/http/locale.js';
import { staleIn, type PetitionDraft } from '../../petitions/drafts/petition-drafts.service.js';
import { inputOf } from '../../petitions/drafts/drafts.schema.js';
import type { GateItem } from '../../petitions/drafts/gate.values.js';
import { ActionButton, DoneNotice } from '../frame/action.js';
import type { Names } from '../frame/actor-names.js';
import { Field, Refusal } from '../frame/fields.js';
import type { Refused } from '../frame/form.js';
import { Csrf, Layout } from '../frame/layout.js';
import { Words } from '../frame/term.js';
import { petitionCrumb } from '../frame/crumbs.js';
import { differences } from './draft-side.js';
import { DraftStanding } from './draft-standing.js';
import { GateList } from './gate-list.js';
import { LanguageTabs } from './language-tabs.js';

export interface PetitionReviewPageProps {
  staff: SignedIn;
  slug: string;
  title: string;
  draft: PetitionDraft;
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

/** The draft beside what is published, word by word, what keeps it from being published, and the ways to the public. */
export function PetitionReviewPage(props: PetitionReviewPageProps): VNode {
  const { staff, slug, title, draft, items, locale, done, refused } = props;
  const path = `/admin/petitions/${slug}/text`;
  const before = inputOf(draft.published.content.texts[locale]);
  const now = inputOf(draft.texts[locale]);
  const stale = staleIn(draft);
  const { isThere } = draft;
  return (
    <Layout
      title={`Changes of “${title}”`}
      staff={staff}
      path="/admin/petitions"
      crumbs={[petitionCrumb(slug, title), { href: `${path}?lang=${locale}`, label: 'Text' }]}
    >
      <DoneNotice done={done} texts={doneTexts} />
      {/* What a language lacks stands in the checklist below. */}
      <Refusal refused={refused} fields={['day', 'time', ...writtenLocales]} />
      {!isThere && <p class="notice">Nothing is written that is not published.</p>}
      <DraftStanding {...props} />
      {draft.signed && (
        <p class="notice">
          People have signed this petition. A correction is published with its reason, for everybody to compare, by
          somebody who has not worked on it. It must not change what is asked.
        </p>
      )}
      {isThere && (
        <section class="card" aria-label="Checklist">
          <h2>Before it is published</h2>
          <Words of={['gate', 'version', 'correction']} />
          <GateList items={items} />
          {may(staff.role, 'plan:manage') && (
            <ActionButton staff={staff} action={`${path}/links`} label="Try the links" />
          )}
        </section>
      )}
      {may(staff.role, 'plan:manage') && isThere && <Ways {...props} />}
      <h2>What changes</h2>
      <LanguageTabs
        path={`${path}/review`}
        languages={draft.languages}
        current={locale}
        marks={new Map(stale.map((one) => [one, 'unchanged']))}
      />
      <p>Reason: {draft.reason ?? 'none given'}</p>
      {stale.length > 0 && <p class="flag">Not adapted to the change in English: {stale.map(localeName).join(', ')}</p>}
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
      <p>
        <a href={`${path}?lang=${locale}`}>Go on writing</a>
      </p>
    </Layout>
  );
}

const partWords: Readonly<Record<string, string>> = {
  title: 'Title',
  summary: 'Summary',
  body: 'Text',
  ask: 'What is asked',
  shareText: 'Text for sharing',
  leadPicture: 'Picture above the text',
  leadAlt: 'What the picture shows',
};

/** Review, publish now, publish later, take back, discard. */
function Ways({ staff, slug, draft, timeZone, refused }: PetitionReviewPageProps): VNode {
  const path = `/admin/petitions/${slug}/text`;
  const revision = <input type="hidden" name="revision" value={String(draft.revision)} />;
  const faults = refused?.faults ?? [];
  const button = (action: string, label: string) => (
    <ActionButton staff={staff} action={`${path}/${action}`} label={label}>
      {revision}
    </ActionButton>
  );
  return (
    <>
      <div class="buttons">
        {draft.state === 'draft' && button('submit', 'Send for review')}
        {button('publish', 'Publish in all languages')}
        {draft.state !== 'draft' &&
          button('take-back', draft.state === 'review' ? 'Take out of review' : 'Take out of the schedule')}
        {button('discard', 'Discard the changes')}
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
