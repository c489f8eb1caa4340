import type { VNode } from 'preact';
import { dayIn } from '../../platform/day.js';
import { utcDay } from '../../platform/clock.js';
import { countryName } from '../../platform/http/country-names.js';
import type { Locale } from '../../platform/http/locale.js';
import { longDate, timeIn } from '../../platform/texts/in-words.js';
import type { CurrentNotes, PetitionNote } from '../../petitions/notes/petition-notes.service.js';
import type { PetitionPage } from '../../petitions/petitions.service.js';
import { lifeTexts } from '../texts.js';
import { Written } from './written.js';
import { languageAttributes } from './language-attributes.js';

interface Of {
  page: PetitionPage;
  locale: Locale;
}

/** Whether another petition came before this one or has taken its place, and whether it is archived. */
export function Succession({ page, locale }: Of): VNode {
  const { notice, notes } = lifeTexts(locale);
  const { before, after } = page.succession;
  return (
    <>
      {page.archived && <p class="notice">{notes.archived}</p>}
      {after && (
        <p class="notice">
          {notice.after}{' '}
          <a href={`/petitions/${after.slug}?lang=${locale}`}>{notice.afterLink({ title: after.title })}</a>
        </p>
      )}
      {before && (
        <p class="notice">
          {notice.before}{' '}
          <a href={`/petitions/${before.slug}?lang=${locale}`}>{notice.beforeLink({ title: before.title })}</a>
        </p>
      )}
    </>
  );
}

/** When it opens or closes, in the campaign's time zone, and who may sign, where not everybody may. */
export function Terms({ page: { figures }, locale }: Of): VNode {
  const { terms } = lifeTexts(locale);
  const { timeZone, countries } = figures;
  const at = (instant: string) => {
    const date = new Date(instant);
    return { date: longDate(dayIn(timeZone, date), locale), ...timeIn(date, timeZone, locale) };
  };
  const names = countries.map((code) => countryName(code, locale));
  return (
    <>
      {figures.status === 'upcoming' && <p class="quiet">{terms.opens(at(figures.opensAt))}</p>}
      {figures.status !== 'closed' && figures.closesAt !== null && (
        <p class="quiet">{terms.closes(at(figures.closesAt))}</p>
      )}
      {names.length > 0 && (
        <p class="quiet">{terms.countries({ countries: new Intl.ListFormat(locale).format(names) })}</p>
      )}
    </>
  );
}

/** How it ended: the outcome and the closing note. */
export function Closing({ page, notes, locale }: Of & { notes: CurrentNotes }): VNode | null {
  const t = lifeTexts(locale);
  const { outcome } = page.figures;
  if (!notes.closing && outcome === null) return null;
  return (
    <section class="card">
      <h2>{t.notes.closing}</h2>
      {outcome !== null && (
        <p>
          <strong>{t.outcome[outcome]}</strong>
        </p>
      )}
      {notes.closing && <Note note={notes.closing} locale={locale} />}
    </section>
  );
}

/** News about the petition, and the way to everything that was said beside its text. */
export function News({ slug, notes, locale }: { slug: string; notes: CurrentNotes; locale: Locale }): VNode | null {
  const t = lifeTexts(locale).notes;
  if (notes.news.length === 0 && !notes.changed) return null;
  return (
    <section>
      {notes.news.length > 0 && <h2 id="news">{t.news}</h2>}
      {notes.news.slice(0, 5).map((note) => (
        <Note note={note} locale={locale} />
      ))}
      <p>
        <a href={`/petitions/${slug}/notes?lang=${locale}`}>{notes.changed ? t.earlier : t.title}</a>
      </p>
    </section>
  );
}

/** One note in the reader's language, or in English. */
export function Note({ note, locale }: { note: PetitionNote; locale: Locale }): VNode {
  const t = lifeTexts(locale).notes;
  const language = note.texts[locale] ? locale : 'en';
  const day = utcDay(note.publishedAt);
  const texts = Object.fromEntries(Object.entries(note.texts).map(([key, { text }]) => [key, text]));
  return (
    <div class="note">
      {note.texts[language] && <h3 {...languageAttributes(language, locale)}>{note.texts[language].title}</h3>}
      <p class="quiet">
        <time dateTime={day}>{t.published({ date: longDate(day, locale) })}</time>
      </p>
      {Object.keys(texts).length === 0 ? <p>{t.removed}</p> : <Written texts={texts} locale={locale} />}
    </div>
  );
}

/** The demands the petition makes. */
export function MadeDemands({
  demands,
  locale,
}: {
  demands: readonly { slug: string; title: string }[];
  locale: Locale;
}): VNode | null {
  if (demands.length === 0) return null;
  return (
    <section>
      <h2>{lifeTexts(locale).terms.demands}</h2>
      <ul>
        {demands.map(({ slug, title }) => (
          <li>
            <a href={`/demands/${slug}?lang=${locale}`}>{title}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}
