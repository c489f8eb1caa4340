import { diffWordsWithSpace } from 'diff';
import type { VNode } from 'preact';
import type { Locale } from '../../platform/http/locale.js';
import type { PetitionNote } from '../../petitions/notes/petition-notes.service.js';
import type { PetitionPage } from '../../petitions/petitions.service.js';
import type { SuccessorQuestion } from '../../petitions/successors/successors.service.js';
import { lifeTexts, versionTexts } from '../texts.js';
import { languageAttributes } from './language-attributes.js';
import { HomeLink } from './home-link.js';
import { Layout } from './layout.js';
import { Note } from './petition-notes.js';
import type { PublicFrame } from './public-frame.js';

/** In place of a petition that staff have withdrawn from view: that it is, and why. */
export function WithdrawnPage({ reason, locale }: { reason: string; locale: Locale }): VNode {
  const { title, reason: because } = lifeTexts(locale).withdrawn;
  return (
    <Layout locale={locale} title={title} path={null}>
      <h1>{title}</h1>
      <p class="lead">{because({ reason })}</p>
      <p>
        <HomeLink locale={locale} />
      </p>
    </Layout>
  );
}

/** Everything that was ever said beside a petition's text, the newest first. */
export function NotesPage({
  slug,
  title,
  notes,
  ...frame
}: PublicFrame & { slug: string; title: string; notes: readonly PetitionNote[] }): VNode {
  const { locale } = frame;
  const t = lifeTexts(locale).notes;
  return (
    <Layout title={`${t.title}: ${title}`} path={`/petitions/${slug}/notes`} {...frame}>
      <article class="text">
        <h1>{t.title}</h1>
        <p>
          <a href={`/petitions/${slug}?lang=${locale}`}>{title}</a>
        </p>
        {notes.length === 0 && <p>{t.none}</p>}
        {notes.map((note) => (
          <section>
            <h2>{t[note.kind]}</h2>
            <Note note={note} locale={locale} />
          </section>
        ))}
      </article>
    </Layout>
  );
}

/** The question to somebody who signed the earlier petition: both requests, their difference, and two buttons. */
export function SuccessorPage({ question, locale }: { question: SuccessorQuestion; locale: Locale }): VNode {
  const t = lifeTexts(locale).page;
  const { earlier, later, reason, answer } = question;
  return (
    <Layout locale={locale} title={t.title} path={null}>
      <article class="text">
        <h1>{t.title}</h1>
        {answer === 'kept' ? <p class="notice">{t.kept}</p> : <p class="lead">{t.lead}</p>}
        {reason !== null && <p>{t.reason({ reason })}</p>}
        <Request heading={t.earlier} page={earlier} locale={locale} />
        <Request heading={t.later} page={later} locale={locale} />
        {earlier.text.locale === later.text.locale && <Difference earlier={earlier} later={later} locale={locale} />}
        {answer === null && (
          <form method="post" class="card">
            <p>{t.keepHelp}</p>
            <button class="button" name="answer" value="keep" type="submit">
              {t.keep}
            </button>
            <p>{t.takeBackHelp}</p>
            <button class="button small" name="answer" value="take_back" type="submit">
              {t.takeBack}
            </button>
            <p class="quiet">{t.nothing}</p>
          </form>
        )}
      </article>
    </Layout>
  );
}

const Request = ({ heading, page, locale }: { heading: string; page: PetitionPage; locale: Locale }): VNode => (
  <section>
    <h2>{heading}</h2>
    <div {...languageAttributes(page.text.locale, locale)}>
      <h3>{page.text.title}</h3>
      <ul>
        {page.text.ask.map((item) => (
          <li>{item}</li>
        ))}
      </ul>
    </div>
    <p>
      <a href={`/petitions/${page.figures.slug}?lang=${locale}`}>{lifeTexts(locale).page.read}</a>
    </p>
  </section>
);

function Difference({ earlier, later, locale }: { earlier: PetitionPage; later: PetitionPage; locale: Locale }): VNode {
  const t = versionTexts(locale);
  const lines = ({ text }: PetitionPage): string => text.ask.join('\n');
  return (
    <section>
      <h2>{lifeTexts(locale).page.diff}</h2>
      <p class="lines" {...languageAttributes(later.text.locale, locale)}>
        {diffWordsWithSpace(lines(earlier), lines(later)).map(({ value, added, removed }) =>
          added ? <ins aria-label={t.added}>{value}</ins> : removed ? <del aria-label={t.removed}>{value}</del> : value,
        )}
      </p>
    </section>
  );
}

/** After the signature was taken back. */
export function TakenBackPage({ locale }: { locale: Locale }): VNode {
  const t = lifeTexts(locale).page;
  return (
    <Layout locale={locale} title={t.title} path={null}>
      <h1>{t.title}</h1>
      <p class="lead">{t.takenBack}</p>
    </Layout>
  );
}
