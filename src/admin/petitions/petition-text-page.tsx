import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { PictureEntry } from '../../campaigns/pictures/pictures.service.js';
import { directionOf, localeName, type Locale } from '../../platform/http/locale.js';
import type { PetitionText } from '../../petitions/petitions.schema.js';
import { gapsIn, inputOf } from '../../petitions/drafts/drafts.schema.js';
import { staleIn, type PetitionDraft } from '../../petitions/drafts/petition-drafts.service.js';
import { Area, Field, Refusal, Select } from '../frame/fields.js';
import type { Refused } from '../frame/form.js';
import { Csrf, Layout } from '../frame/layout.js';
import { minuteOf } from '../frame/words.js';
import { LanguageTabs } from './language-tabs.js';

export interface PetitionTextPageProps {
  staff: SignedIn;
  slug: string;
  title: string;
  draft: PetitionDraft;
  locale: Locale;
  pictures: readonly PictureEntry[];
  saved: boolean;
  refused?: Refused | undefined;
}

const names = ['title', 'summary', 'body', 'ask', 'shareText', 'leadPicture', 'leadAlt', 'reason'];

/** One language of the petition's text, with the English beside it. */
export function PetitionTextPage({
  staff,
  slug,
  title,
  draft,
  locale,
  pictures,
  saved,
  refused,
}: PetitionTextPageProps): VNode {
  const path = `/admin/petitions/${slug}/text`;
  const stored = inputOf(draft.texts[locale]);
  const input = refused?.input ?? { ...stored, reason: draft.reason ?? '' };
  const shared = (name: string) => ({ name, value: input[name], faults: refused?.faults ?? [] });
  const moved = refused?.input.revision !== undefined && Number(refused.input.revision) !== draft.revision;
  return (
    <Layout title={`Text of “${title}”`} staff={staff}>
      {saved && <p class="notice">Saved as a draft. {publicly(draft)}</p>}
      <Refusal refused={refused} fields={names} />
      <LanguageTabs path={path} current={locale} marks={marksOf(draft)} />
      <p>
        {draft.revision === 0
          ? `Nothing is written that is not published. ${publicly(draft)}`
          : 'There are changes that are not published.'}{' '}
        <a href={`/admin/petitions/${slug}/pictures`}>Pictures</a>{' '}
        {draft.revision > 0 && <a href={`${path}/review?lang=${locale}`}>Compare and publish</a>}
      </p>
      {moved && <Theirs text={stored} />}
      <div class={locale === 'en' ? undefined : 'columns'}>
        <form class="card" method="post" action={path} noValidate>
          <Csrf staff={staff} />
          <input type="hidden" name="locale" value={locale} />
          <input type="hidden" name="revision" value={String(draft.revision)} />
          <div lang={locale} dir={directionOf(locale)}>
            <Field {...shared('title')} label="Title" help="At most 90 characters." />
            <Area {...shared('summary')} label="Summary" help="At most 300 characters; also shown in link previews." />
            <Area
              {...shared('body')}
              label="Text"
              help="A line that begins with ## is a heading; an empty line begins a new paragraph. A fact is followed by the key of its claim in brackets, such as [C24]. Also: *emphasis*, **strong**, [words](https://…); lists with - or 1.; quotations with >, whose last line is “— source”."
              rows={20}
            />
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
          {may(staff.role, 'plan:manage') && (
            <button class="button" type="submit">
              Save the draft ({localeName(locale)})
            </button>
          )}
        </form>
        {locale !== 'en' && <English text={draft.texts.en} />}
      </div>
    </Layout>
  );
}

const pictureOption = ({ name, uploadedAt }: PictureEntry) => ({
  value: name,
  label: `${minuteOf(uploadedAt)}, ${name.slice(33).replace('x', ' × ')}, ${name.slice(0, 6)}`,
});

const publicly = ({ published }: PetitionDraft): string =>
  published.number === 0 ? 'The public cannot see this petition yet.' : `The public reads version ${published.number}.`;

function marksOf(draft: PetitionDraft): Map<Locale, string> {
  const marks = new Map<Locale, string>(staleIn(draft).map((locale) => [locale, 'English has changed']));
  for (const [locale, text] of Object.entries(draft.texts))
    if (gapsIn(text).length > 0) marks.set(locale, 'incomplete');
  return marks;
}

/** What the other person has saved: nothing of either is lost. */
const Theirs = ({ text }: { text: Record<string, string> }): VNode => (
  <details class="card" open>
    <summary>What the other person has saved</summary>
    {Object.values(text).map((value) => (
      <p class="lines">{value}</p>
    ))}
  </details>
);

const English = ({ text }: { text: PetitionText | undefined }): VNode => (
  <section class="card" lang="en" aria-label="The English text">
    <h2>{text?.title}</h2>
    <p>{text?.summary}</p>
    {text?.sections.map(({ heading, paragraphs }) => (
      <>
        <h3>{heading}</h3>
        {paragraphs.map((paragraph) => (
          <p>{paragraph}</p>
        ))}
      </>
    ))}
    <ul>
      {text?.ask.map((item) => (
        <li>{item}</li>
      ))}
    </ul>
    <p class="quiet">{text?.shareText}</p>
  </section>
);
