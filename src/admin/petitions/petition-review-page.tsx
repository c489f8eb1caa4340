import { diffWordsWithSpace } from 'diff';
import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { directionOf, localeName, type Locale } from '../../platform/http/locale.js';
import { gaps, staleIn, type PetitionDraft } from '../../petitions/drafts/petition-drafts.service.js';
import { inputOf } from '../../petitions/drafts/drafts.schema.js';
import { ActionButton } from '../frame/action.js';
import { Refusal } from '../frame/fields.js';
import type { Refused } from '../frame/form.js';
import { Layout } from '../frame/layout.js';
import { LanguageTabs } from './language-tabs.js';

export interface PetitionReviewPageProps {
  staff: SignedIn;
  slug: string;
  title: string;
  draft: PetitionDraft;
  locale: Locale;
  refused?: Refused | undefined;
}

/** The draft beside what is published, word by word, what keeps it from being published, and the button that publishes it. */
export function PetitionReviewPage({ staff, slug, title, draft, locale, refused }: PetitionReviewPageProps): VNode {
  const path = `/admin/petitions/${slug}/text`;
  const before = inputOf(draft.published.content.texts[locale]);
  const now = inputOf(draft.texts[locale]);
  const missing = gaps(draft.texts);
  const stale = staleIn(draft);
  return (
    <Layout title={`Changes of “${title}”`} staff={staff}>
      <Refusal refused={refused} fields={[]} />
      <LanguageTabs path={`${path}/review`} current={locale} marks={new Map(stale.map((one) => [one, 'unchanged']))} />
      {draft.revision === 0 && <p class="notice">Nothing is written that is not published.</p>}
      {draft.signed && (
        <p class="notice">
          People have signed this petition. A correction is published with its reason, for everybody to compare, by
          somebody who has not worked on it. It must not change what is asked.
        </p>
      )}
      <p>Reason: {draft.reason ?? 'none given'}</p>
      {missing.length > 0 && (
        <p class="flag">Empty: {missing.map(({ pointer }) => pointer.slice(1).replace('/', ', ')).join('; ')}</p>
      )}
      {stale.length > 0 && <p class="flag">Not adapted to the change in English: {stale.map(localeName).join(', ')}</p>}
      {Object.keys(now).map((name) => (
        <section class="card" lang={locale} dir={directionOf(locale)} aria-label={name}>
          <p class="lines">{differences(before[name] ?? '', now[name] ?? '')}</p>
        </section>
      ))}
      {may(staff.role, 'plan:manage') && draft.revision > 0 && (
        <div class="buttons">
          <ActionButton staff={staff} action={`${path}/publish`} label="Publish in all languages">
            <input type="hidden" name="revision" value={String(draft.revision)} />
          </ActionButton>
          <ActionButton staff={staff} action={`${path}/discard`} label="Discard the changes" />
          <a href={`${path}?lang=${locale}`}>Go on writing</a>
        </div>
      )}
    </Layout>
  );
}

const differences = (before: string, now: string): (VNode | string)[] =>
  diffWordsWithSpace(before, now).map(({ value, added, removed }) =>
    added ? <ins>{value}</ins> : removed ? <del>{value}</del> : value,
  );
