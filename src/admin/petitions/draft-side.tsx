import { diffWordsWithSpace } from 'diff';
import type { VNode } from 'preact';
import type { PictureEntry } from '../../campaigns/pictures/pictures.service.js';
import type { StaffClaim } from '../../claims/claims.schema.js';
import type { PetitionText } from '../../petitions/petitions.schema.js';
import { changedSince } from '../../petitions/translation.values.js';
import { lineFor } from '../pictures/pictures-page.js';

/** The English beside a translation; what has changed since it was translated is marked. */
export const English = ({ text, from }: { text: PetitionText | undefined; from: readonly string[] }): VNode => (
  <EnglishParts
    changed={changedSince(text, from)}
    parts={[
      text?.title ?? '',
      text?.summary ?? '',
      ...(text?.sections ?? []).flatMap(({ heading, paragraphs }) => [heading, ...paragraphs]),
      ...(text?.ask ?? []),
      text?.shareText ?? '',
    ]}
  />
);

/** The same for any text, part by part. @param changed those that were written since */
export function EnglishParts({ parts, changed }: { parts: readonly string[]; changed: ReadonlySet<string> }): VNode {
  const part = (source: string) =>
    changed.has(source) ? (
      <p class="lines changed">
        <strong>Changed since it was translated:</strong> {source}
      </p>
    ) : (
      <p class="lines">{source}</p>
    );
  return (
    <section class="card" lang="en" aria-label="The English text">
      <h2>English</h2>
      {parts.map(part)}
    </section>
  );
}

const words: Readonly<Record<string, string>> = {
  title: 'Title',
  summary: 'Summary',
  body: 'Text',
  ask: 'What is asked',
  shareText: 'Text for sharing',
  leadPicture: 'Picture above the text',
  leadAlt: 'What the picture shows',
  reason: 'Reason for the change',
};

interface CompareProps {
  /** Fields that both have changed */
  names: readonly string[];
  base: Readonly<Record<string, string>>;
  mine: Readonly<Record<string, string>>;
  theirs: Readonly<Record<string, string>>;
}

/** Both changes of the same text, each against what it was before: nothing of either is lost. */
export const Compare = ({ names, base, mine, theirs }: CompareProps): VNode => (
  <section class="card" aria-label="What both of you changed">
    <h2>What both of you changed</h2>
    <p>
      The form below has your words. Take over from the other person what should stay, and save: then yours is what
      counts.
    </p>
    {names.map((name) => (
      <>
        <h3>{words[name] ?? name}</h3>
        <div class="columns">
          <div>
            <h4>The other person’s change</h4>
            <p class="lines">{differences(base[name] ?? '', theirs[name] ?? '')}</p>
          </div>
          <div>
            <h4>Yours</h4>
            <p class="lines">{differences(base[name] ?? '', mine[name] ?? '')}</p>
          </div>
        </div>
      </>
    ))}
  </section>
);

/** What was added and what was taken out, word by word. */
export const differences = (before: string, now: string): (VNode | string)[] =>
  diffWordsWithSpace(before, now).map(({ value, added, removed }) =>
    added ? <ins>{value}</ins> : removed ? <del>{value}</del> : value,
  );

/** The register's facts, to be found by their words and put into the text. */
export const ClaimPicker = ({ claims }: { claims: readonly StaffClaim[] }): VNode => (
  <details class="card">
    <summary>Facts of the register</summary>
    <p class="quiet">Put the key in brackets behind the sentence it supports. Only facts that may be used are shown.</p>
    <div class="field" data-filter="claims" hidden>
      <label for="claim-search">Search</label>
      <input id="claim-search" type="search" autoComplete="off" />
    </div>
    <ul id="claims" class="picker">
      {claims
        .filter(({ obstacle }) => obstacle === null)
        .map(({ key, texts }) => (
          <li>
            <code>[{key}]</code> {texts.en}{' '}
            <button class="button small" type="button" data-insert={` [${key}]`} aria-label={`Insert ${key}`} hidden>
              Insert
            </button>
          </li>
        ))}
    </ul>
  </details>
);

/**
 * Pictures of the campaign, to be put into the text.
 * @param slug of a petition of the campaign, whose page takes uploads; null: there is none
 */
export const PicturePicker = ({
  pictures,
  slug,
}: {
  pictures: readonly PictureEntry[];
  slug: string | null;
}): VNode => (
  <details class="card">
    <summary>Pictures</summary>
    {slug !== null && (
      <p>
        <a href={`/admin/petitions/${slug}/pictures`} target="_blank" rel="noopener">
          Upload a picture
        </a>{' '}
        (opens another window)
      </p>
    )}
    <ul class="pictures">
      {pictures.slice(0, 12).map(({ name }) => (
        <li class="card">
          <img src={`/pictures/${name.slice(0, 32)}-small.webp`} alt="" loading="lazy" />
          <code>{lineFor(name)}</code>
          <button
            class="button small"
            type="button"
            data-insert={`\n\n${lineFor(name)}\n\n`}
            aria-label={`Insert picture ${name.slice(0, 6)}`}
            hidden
          >
            Insert
          </button>
        </li>
      ))}
    </ul>
  </details>
);
