import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { PictureEntry } from '../../campaigns/pictures/pictures.service.js';
import type { StaffClaim } from '../../claims/claims.schema.js';
import { directionOf, localeName, type Locale } from '../../platform/http/locale.js';
import type { DraftComment } from '../../petitions/drafts/draft-comments.service.js';
import { fieldsIn, gapsIn, inputOf } from '../../petitions/drafts/drafts.schema.js';
import { staleIn, type PetitionDraft } from '../../petitions/drafts/petition-drafts.service.js';
import type { Names } from '../frame/actor-names.js';
import { Area, Field, Refusal, Select } from '../frame/fields.js';
import type { Refused } from '../frame/form.js';
import { Csrf, Layout } from '../frame/layout.js';
import { petitionCrumb } from '../frame/crumbs.js';
import { minuteOf, number } from '../frame/words.js';
import { Comments } from './draft-comments.js';
import { ClaimPicker, Compare, English, PicturePicker } from './draft-side.js';
import { LanguageTabs } from './language-tabs.js';

export interface PetitionTextPageProps {
  staff: SignedIn;
  slug: string;
  title: string;
  draft: PetitionDraft;
  locale: Locale;
  pictures: readonly PictureEntry[];
  claims: readonly StaffClaim[];
  comments: readonly DraftComment[];
  names: Names;
  saved: boolean;
  refused?: Refused | undefined;
  /** The text was changed by somebody else since the form that was sent was shown */
  changed?: boolean;
  /** A comment that was refused */
  comment?: Refused | undefined;
}

const names = ['title', 'summary', 'body', 'ask', 'shareText', 'leadPicture', 'leadAlt', 'reason'];

/** One language of the petition's text: its form, the English beside it, and what helps to write. */
export function PetitionTextPage(props: PetitionTextPageProps): VNode {
  const { staff, slug, title, draft, locale, saved, refused, changed = false } = props;
  const path = `/admin/petitions/${slug}/text`;
  const stored: Record<string, string> = { ...inputOf(draft.texts[locale]), reason: draft.reason ?? '' };
  const mine = refused?.input ?? {};
  // What a form that does not say what it had shown has changed, nobody knows: all that differs is compared.
  const base = baseIn(refused) ?? stored;
  const conflicts = refused?.faults.map(({ pointer }) => pointer.slice(1)) ?? [];
  return (
    <Layout
      title={`Text of “${title}”`}
      staff={staff}
      path="/admin/petitions"
      crumbs={[petitionCrumb(slug, title)]}
      script="/assets/write.js"
    >
      {saved && <p class="notice">Saved as a draft. {publicly(draft)}</p>}
      <Refusal refused={refused} fields={names} />
      {changed && (
        <Compare
          names={conflicts.length > 0 ? conflicts : names.filter((name) => mine[name] !== stored[name])}
          base={base}
          mine={mine}
          theirs={stored}
        />
      )}
      <LanguageTabs path={path} languages={draft.languages} current={locale} marks={marksOf(draft)} />
      <p>
        {!draft.isThere
          ? `Nothing is written that is not published. ${publicly(draft)}`
          : 'There are changes that are not published.'}{' '}
        <a href={`/admin/petitions/${slug}/previews?lang=${locale}`}>Preview</a>{' '}
        {draft.isThere && <a href={`${path}/review?lang=${locale}`}>Compare and publish</a>}
      </p>
      {draft.state !== 'draft' && (
        <p class="notice">
          This text is {stateWords[draft.state]}. Saving a change takes it back to writing, so it is not saved by
          itself. <a href={`${path}/review?lang=${locale}`}>Where it stands</a>
        </p>
      )}
      <div class={locale === 'en' ? undefined : 'columns'}>
        <TextForm {...props} stored={stored} />
        {locale !== 'en' && <English text={draft.texts.en} from={draft.translatedFrom[locale] ?? []} />}
      </div>
      <ClaimPicker claims={props.claims} />
      <PicturePicker pictures={props.pictures} slug={slug} />
      <Comments {...props} text={draft.texts[locale]} refused={props.comment} />
    </Layout>
  );
}

function TextForm(props: PetitionTextPageProps & { stored: Record<string, string> }): VNode {
  const { staff, slug, draft, locale, pictures, refused, changed, stored } = props;
  const input = refused?.input ?? stored;
  const shared = (name: string) => ({ name, value: input[name], faults: refused?.faults ?? [] });
  // What was refused for another reason still begins from the text it began from.
  const isFresh = refused === undefined || changed === true;
  const revision = isFresh ? String(draft.revision) : refused.input.revision;
  const base = isFresh ? JSON.stringify(stored) : refused.input.base;
  const mayWrite = may(staff.role, 'plan:manage');
  return (
    <form
      class="card"
      method="post"
      action={`/admin/petitions/${slug}/text`}
      noValidate
      data-autosave={mayWrite && draft.state === 'draft' && isFresh && !changed ? 'on' : undefined}
    >
      <Csrf staff={staff} />
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="revision" value={revision} />
      <input type="hidden" name="base" value={base} />
      <div lang={locale} dir={directionOf(locale)}>
        <Field {...shared('title')} label="Title" help="At most 90 characters." />
        <Area {...shared('summary')} label="Summary" help="At most 300 characters; also shown in link previews." />
        <Area
          {...shared('body')}
          label="Text"
          help="A line that begins with ## is a heading; an empty line begins a new paragraph. A fact is followed by the key of its claim in brackets, such as [C24]. Also: *emphasis*, **strong**, [words](https://…); lists with - or 1.; quotations with >, whose last line is “— source”."
          rows={20}
        />
        <p class="quiet">
          <span data-words-of="body">{number(wordsIn(input.body ?? '', locale))}</span> words
          {locale !== 'en' && ` (English: ${number(wordsIn(inputOf(draft.texts.en).body ?? '', 'en'))})`}
        </p>
        <Area {...shared('ask')} label="What is asked" help="One request per line." rows={6} />
        <Field {...shared('shareText')} label="Text for sharing" help="At most 120 characters." />
        <Select
          {...shared('leadPicture')}
          label="Picture above the text"
          options={[{ value: '', label: 'None' }, ...pictures.map(pictureOption)]}
        />
        <Field
          {...shared('leadAlt')}
          label="What the picture shows"
          help="For people who do not see it. At most 300 characters."
        />
      </div>
      <Area
        {...shared('reason')}
        label="Reason for the change"
        help={
          draft.signed
            ? 'Public, in English: people have signed this petition. Corrections only: what is asked stays the same.'
            : 'Needed only when people have signed.'
        }
      />
      {staleIn(draft).includes(locale) && (
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

const stateWords = { review: 'in review', scheduled: 'scheduled', held: 'held' } as const;

const pictureOption = ({ name, uploadedAt }: PictureEntry) => ({
  value: name,
  label: `${minuteOf(uploadedAt)}, ${name.slice(33).replace('x', ' × ')}, ${name.slice(0, 6)}`,
});

const publicly = ({ published }: PetitionDraft): string =>
  published.number === 0 ? 'The public cannot see this petition yet.' : `The public reads version ${published.number}.`;

/** What the form that was sent had shown before anything was typed. */
const baseIn = (refused: Refused | undefined) => fieldsIn(refused?.input.base ?? '');

/** Words as the language counts them. */
const wordsIn = (text: string, locale: string): number =>
  text.length > 100_000
    ? text.split(/\s+/).length
    : [...new Intl.Segmenter(locale, { granularity: 'word' }).segment(text)].filter(({ isWordLike }) => isWordLike)
        .length;

function marksOf(draft: PetitionDraft): Map<Locale, string> {
  const marks = new Map<Locale, string>(staleIn(draft).map((locale) => [locale, 'English has changed']));
  for (const [locale, text] of Object.entries(draft.texts))
    if (gapsIn(text).length > 0) marks.set(locale, 'incomplete');
  return marks;
}
