import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { localeName, writtenLocales, type Locale } from '../../platform/http/locale.js';
import type { CurrentNotes } from '../../petitions/notes/petition-notes.service.js';
import { noteKinds, type NoteKind } from '../../petitions/notes/notes.schema.js';
import { Area, Field, Refusal } from '../frame/fields.js';
import type { Refused } from '../frame/form.js';
import { Csrf, Instant, Layout } from '../frame/layout.js';
import { petitionCrumb } from '../frame/crumbs.js';

interface Props {
  staff: SignedIn;
  slug: string;
  title: string;
  /** Those the petition is written in */
  languages: readonly Locale[];
  notes: CurrentNotes;
  kind: NoteKind;
  done: boolean;
  refused?: Refused | undefined;
}

const kindWords: Record<NoteKind, { label: string; help: string }> = {
  introduction: { label: 'Introduction', help: 'Shown above the text. To remove it, empty all fields.' },
  news: { label: 'News', help: 'Each publication is one item; the latest five are shown under the text.' },
  closing: { label: 'Closing note', help: 'How it ended, shown at the top. To remove it, empty all fields.' },
};

/** One kind of note, in every language of the petition. It is public as soon as it is published, and so is every earlier wording. */
export function PetitionNotesPage({ staff, slug, title, languages, notes, kind, done, refused }: Props): VNode {
  const path = `/admin/petitions/${slug}/notes`;
  const held = kind === 'news' ? null : notes[kind];
  const stored = Object.fromEntries(
    Object.entries(held?.texts ?? {}).flatMap(([locale, note]) => [
      [`title_${locale}`, note.title],
      [`text_${locale}`, note.text],
    ]),
  );
  const input: Readonly<Record<string, string>> = refused?.input ?? stored;
  const shared = (name: string) => ({ name, value: input[name], faults: refused?.faults ?? [] });
  // What was published in a language is not lost by a form without it.
  const shown = writtenLocales.filter((locale) => languages.includes(locale) || held?.texts[locale] !== undefined);
  const names = shown.flatMap((locale) => [`title_${locale}`, `text_${locale}`]);
  return (
    <Layout
      title={`Beside the text of “${title}”`}
      staff={staff}
      path="/admin/petitions"
      crumbs={[petitionCrumb(slug, title)]}
    >
      {done && <p class="notice">Published.</p>}
      <Refusal refused={refused} fields={names} />
      <p>
        This is not part of what people sign. It can change at any time; earlier wordings stay{' '}
        <a href={`/petitions/${slug}/notes`}>public</a>.
      </p>
      <nav class="languages" aria-label="Kinds of notes">
        <ul>
          {noteKinds.map((one) => (
            <li>
              <a href={`${path}?kind=${one}`} aria-current={one === kind ? 'page' : undefined}>
                {kindWords[one].label}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {held && (
        <p class="quiet">
          Published <Instant at={held.publishedAt} />
        </p>
      )}
      <form class="card" method="post" action={path} noValidate>
        <Csrf staff={staff} />
        <input type="hidden" name="kind" value={kind} />
        <p class="quiet">{kindWords[kind].help}</p>
        {shown.map((locale) => (
          <>
            <Field {...shared(`title_${locale}`)} label={`Title (${localeName(locale)})`} />
            <Area {...shared(`text_${locale}`)} label={`Text (${localeName(locale)})`} lang={locale} rows={4} />
          </>
        ))}
        {may(staff.role, 'plan:manage') && (
          <button class="button" type="submit">
            Publish
          </button>
        )}
      </form>
    </Layout>
  );
}
