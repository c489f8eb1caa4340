import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { DraftComment } from '../../petitions/drafts/draft-comments.service.js';
import type { PetitionText } from '../../petitions/petitions.schema.js';
import { ActionButton } from '../frame/action.js';
import type { Names } from '../frame/actor-names.js';
import { Area, Select } from '../frame/fields.js';
import type { Refused } from '../frame/form.js';
import { Csrf, Instant } from '../frame/layout.js';

interface Props {
  staff: SignedIn;
  slug: string;
  locale: string;
  text: PetitionText | undefined;
  comments: readonly DraftComment[];
  names: Names;
  /** Of a comment that was refused */
  refused?: Refused | undefined;
}

/** What staff say to each other about passages of this language, and the form for another comment. */
export function Comments({ staff, slug, locale, text, comments, names, refused }: Props): VNode {
  const path = `/admin/petitions/${slug}/text/comments`;
  const passages = passagesOf(text);
  const here = comments.filter((comment) => comment.locale === locale);
  const mayWrite = may(staff.role, 'plan:manage');
  return (
    <section class="card" id="comments" aria-label="Comments">
      <h2>Comments</h2>
      {here.length === 0 && <p class="quiet">There is none.</p>}
      <ul class="plain">
        {here.map((comment) => (
          <li class="note">
            {comment.passage !== '' && (
              <p class="quiet">
                “{beginning(comment.passage)}”{!passages.includes(comment.passage) && <strong> (changed since)</strong>}
              </p>
            )}
            <p class="lines">{comment.text}</p>
            <p class="quiet">
              {names.get(comment.author) ?? 'Somebody'}, <Instant at={comment.createdAt} />
            </p>
            {mayWrite && (
              <ActionButton
                staff={staff}
                action={`${path}/${comment.id}/settle`}
                label="Settled"
                spoken={`Settled: ${beginning(comment.text)}`}
              >
                <input type="hidden" name="locale" value={locale} />
              </ActionButton>
            )}
          </li>
        ))}
      </ul>
      {mayWrite && (
        <form method="post" action={path} noValidate>
          <Csrf staff={staff} />
          <input type="hidden" name="locale" value={locale} />
          <Select
            name="passage"
            label="About"
            value={refused?.input.passage}
            options={[
              { value: '', label: 'The whole text' },
              ...passages.map((passage) => ({ value: passage, label: beginning(passage) })),
            ]}
          />
          <Area name="text" label="Comment" value={refused?.input.text} faults={refused?.faults ?? []} />
          <button class="button small" type="submit">
            Comment
          </button>
        </form>
      )}
    </section>
  );
}

const passagesOf = (text: PetitionText | undefined): string[] =>
  text
    ? [
        ...new Set([
          text.title,
          text.summary,
          ...text.sections.flatMap(({ heading, paragraphs }) => [heading, ...paragraphs]),
          ...text.ask,
        ]),
      ].filter((passage) => passage !== '')
    : [];

const beginning = (passage: string): string => {
  const letters = Array.from(passage.replace(/\s+/g, ' '));
  return letters.length > 60 ? `${letters.slice(0, 60).join('')}…` : letters.join('');
};
