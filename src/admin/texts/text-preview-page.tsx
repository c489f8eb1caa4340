import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { CampaignText } from '../../campaigns/campaign-texts.service.js';
import { obstacleSentence } from '../../claims/claim.status.js';
import { claimMarker } from '../../claims/claims.schema.js';
import type { StaffClaim } from '../../claims/claims.schema.js';
import { localeName, type Locale } from '../../platform/http/locale.js';
import type { Refused } from '../frame/form.js';
import { SourcesOf } from '../claims/claim-words.js';
import { Refusal } from '../frame/fields.js';
import { languagesFor } from '../frame/languages.js';
import { Csrf, Instant, Layout } from '../frame/layout.js';
import { inLanguage } from '../../platform/texts/in-language.js';

export interface TextPreviewProps {
  staff: SignedIn;
  text: CampaignText;
  locale: Locale;
  /** Keys of the claims in the order of their notes. */
  keys: readonly string[];
  claims: readonly StaffClaim[];
  refused: Refused | undefined;
}

/** The text as readers will see it, with its numbered notes, and the button that publishes it. */
export function TextPreviewPage({ staff, text, locale, keys, claims, refused }: TextPreviewProps): VNode {
  const { slug, status, publishedAt, texts } = text;
  const { title, paragraphs } = inLanguage(texts, locale);
  const draft = status === 'draft';
  return (
    <Layout
      title={draft ? `Draft: “${inLanguage(texts, 'en').title}”` : inLanguage(texts, 'en').title}
      staff={staff}
      path="/admin/texts"
      crumbs={[]}
    >
      <Refusal refused={refused} fields={[]} />
      {!draft && (
        <p class="notice">
          Published <Instant at={publishedAt} />. A published statement cannot be edited: write a new one.
        </p>
      )}
      <nav class="languages" aria-label="Languages">
        <ul>
          {languagesFor(staff, (one) => texts[one] !== undefined).map((one) => (
            <li>
              <a
                href={`/admin/texts/${slug}/preview?lang=${one}`}
                lang={one}
                aria-current={one === locale ? 'page' : undefined}
              >
                {localeName(one)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <article class="card text">
        <h2 lang={locale}>{title}</h2>
        {paragraphs.map((paragraph) => (
          <p lang={locale}>{withNotes(paragraph, keys)}</p>
        ))}
        <h3>Sources</h3>
        <ol>
          {keys.map((key) => (
            <Note id={key} claim={claims.find((one) => one.key === key)} />
          ))}
        </ol>
      </article>
      {draft && may(staff.role, 'plan:manage') && (
        <form class="buttons" method="post" action={`/admin/texts/${slug}/publish`}>
          <Csrf staff={staff} />
          <button class="button" type="submit">
            Publish in all languages
          </button>
          <a href={`/admin/texts/${slug}/edit`}>Change the draft</a>
        </form>
      )}
    </Layout>
  );
}

/** A claim behind a note, with a warning when it may not be used. */
const Note = ({ id, claim }: { id: string; claim: StaffClaim | undefined }): VNode => (
  <li id={`note-${id}`}>
    <a href={`/admin/claims/${id}`}>{id}</a>
    {claim?.obstacle && <strong class="flag">{` may not be used: ${obstacleSentence[claim.obstacle]}`}</strong>}
    {claim ? <SourcesOf claim={claim} /> : <strong class="flag"> the register does not know it</strong>}
  </li>
);

const withNotes = (text: string, keys: readonly string[]): (string | VNode)[] =>
  text.split(claimMarker).map((part, i) =>
    i % 2 === 0 ? (
      part
    ) : (
      <sup>
        <a href={`#note-${part}`}>{`[${keys.indexOf(part) + 1}]`}</a>
      </sup>
    ),
  );
