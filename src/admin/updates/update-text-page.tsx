import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { PictureEntry } from '../../campaigns/pictures/pictures.service.js';
import type { StaffClaim } from '../../claims/claims.schema.js';
import { directionOf, localeName, type Locale } from '../../platform/http/locale.js';
import { fieldsIn } from '../../petitions/drafts/drafts.schema.js';
import { staleIn, type StaffUpdate } from '../../updates/writing/staff-updates.service.js';
import { changedIn, gapNamesIn, partsIn } from '../../updates/writing/update-parts.values.js';
import { inputOf } from '../../updates/writing/update-drafts.service.js';
import { Area, Field, Refusal } from '../frame/fields.js';
import type { Refused } from '../frame/form.js';
import { Csrf, Layout } from '../frame/layout.js';
import { ClaimPicker, Compare, EnglishParts, PicturePicker } from '../petitions/draft-side.js';
import { LanguageTabs } from '../petitions/language-tabs.js';
import { updateCrumb, UpdateParts } from './update-crumbs.js';

export interface UpdateTextPageProps {
  staff: SignedIn;
  update: StaffUpdate;
  title: string;
  locale: Locale;
  pictures: readonly PictureEntry[];
  /** A petition of the campaign, whose page takes pictures */
  petition: string | null;
  claims: readonly StaffClaim[];
  saved: boolean;
  refused?: Refused | undefined;
  /** The text was changed by somebody else since the form that was sent was shown */
  changed?: boolean;
}

const names = ['title', 'body', 'reason'];

/** One language of an update: its form, the English beside it, and what helps to write. */
export function UpdateTextPage(props: UpdateTextPageProps): VNode {
  const { staff, update, title, locale, saved, refused, changed = false } = props;
  const path = `/admin/updates/${update.slug}/text`;
  const stored: Record<string, string> = inputOf(update, locale);
  const mine = refused?.input ?? {};
  const base = fieldsIn(refused?.input.base ?? '') ?? stored;
  const conflicts = refused?.faults.map(({ pointer }) => pointer.slice(1)) ?? [];
  return (
    <Layout
      title={`Text of “${title}”`}
      staff={staff}
      path="/admin/updates"
      crumbs={[updateCrumb(update.slug, title)]}
      script="/assets/write.js"
    >
      {saved && (
        <p class="notice" role="status">
          Saved as a draft. {publicly(update)}
        </p>
      )}
      <Refusal refused={refused} fields={names} />
      {changed && (
        <Compare
          names={conflicts.length > 0 ? conflicts : names.filter((name) => mine[name] !== stored[name])}
          base={base}
          mine={mine}
          theirs={stored}
        />
      )}
      <UpdateParts slug={update.slug} />
      <LanguageTabs path={path} languages={update.languages} current={locale} marks={marksOf(update)} />
      <p>
        {update.state === 'published'
          ? 'Nothing is written that is not published.'
          : 'There are changes that are not published.'}{' '}
        {publicly(update)}
      </p>
      {['review', 'scheduled', 'held'].includes(update.state) && (
        <p class="notice">Saving a change takes this text back to writing, so it is not saved by itself.</p>
      )}
      <div class={locale === 'en' ? undefined : 'columns'}>
        <TextForm {...props} stored={stored} />
        {locale !== 'en' && <EnglishParts parts={partsIn(update)} changed={changedIn(update, locale)} />}
      </div>
      <ClaimPicker claims={props.claims} />
      <PicturePicker pictures={props.pictures} slug={props.petition} />
    </Layout>
  );
}

function TextForm(props: UpdateTextPageProps & { stored: Record<string, string> }): VNode {
  const { staff, update, locale, refused, changed, stored } = props;
  const input = refused?.input ?? stored;
  const shared = (name: string) => ({ name, value: input[name], faults: refused?.faults ?? [] });
  // What was refused for another reason still begins from the text it began from.
  const isFresh = refused === undefined || changed === true;
  const mayWrite = may(staff.role, 'updates:write');
  const savesItself = mayWrite && ['draft', 'published'].includes(update.state) && isFresh && !changed;
  return (
    <form
      class="card"
      method="post"
      action={`/admin/updates/${update.slug}/text`}
      noValidate
      data-autosave={savesItself ? 'on' : undefined}
    >
      <Csrf staff={staff} />
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="revision" value={isFresh ? String(update.revision) : refused.input.revision} />
      <input type="hidden" name="base" value={isFresh ? JSON.stringify(stored) : refused.input.base} />
      <div lang={locale} dir={directionOf(locale)}>
        <Field {...shared('title')} label="Title" help="At most 90 characters; also the subject of the email." />
        <Area
          {...shared('body')}
          label="Text"
          help="A line that begins with ## is a heading; an empty line begins a new paragraph. A fact is followed by the key of its claim in brackets, such as [C24]. Also: *emphasis*, **strong**, [words](https://…); lists with - or 1.; quotations with >, whose last line is “— source”."
          rows={16}
        />
      </div>
      {update.published && (
        <Area
          {...shared('reason')}
          label="What is corrected, and why"
          help="Public, in English: it stands above the corrected text. What was emailed stays as it was."
        />
      )}
      {staleIn(update).includes(locale) && (
        <div class="check">
          <input id="adapted" type="checkbox" name="adapted" value="yes" />
          <label for="adapted">This translation fits the English text as it is now</label>
        </div>
      )}
      {mayWrite && (
        <button class="button" type="submit">
          Save the draft ({localeName(locale)})
        </button>
      )}
      <p class="quiet" role="status" data-autosave-status></p>
    </form>
  );
}

const publicly = ({ published }: StaffUpdate): string =>
  published ? `The public reads version ${published.number}.` : 'The public cannot see this update yet.';

function marksOf(update: StaffUpdate): Map<Locale, string> {
  const marks = new Map<Locale, string>(staleIn(update).map((locale) => [locale, 'English has changed']));
  for (const [locale, text] of Object.entries(update.texts))
    if (gapNamesIn(text).length > 0) marks.set(locale, 'incomplete');
  return marks;
}
