import type { VNode } from 'preact';
import type { PetitionPage as Page } from '../../petitions/petitions.service.js';
import { signScript } from '../assets.js';
import { countryName } from '../../platform/http/country-names.js';
import type { Locale } from '../../platform/http/locale.js';
import { carrying } from '../came-from.js';
import { letterTexts, texts } from '../texts.js';
import { PictureView } from '../../platform/texts/blocks/block-view.js';
import { longDate } from '../../platform/texts/in-words.js';
import { Countdown, Counter, ShareLinks, type LoggedCount } from './figures.js';
import { languageAttributes } from './language-attributes.js';
import { Layout } from './layout.js';
import type { CurrentNotes } from '../../petitions/notes/petition-notes.service.js';
import { Closing, MadeDemands, News, Note, Succession, Terms } from './petition-notes.js';
import type { UpdateSummary } from '../../updates/writing/update-views.service.js';
import { LatestUpdates } from './update-pages.js';
import { PetitionText } from './petition-text.js';
import { SignForm, type SignFormProps } from './sign-form.js';
import { useSite } from './site-frame.js';

interface Props extends Omit<SignFormProps, 'petition' | 'offers' | 'showNames' | 'withRecipients'> {
  page: Page;
  notes: CurrentNotes;
  demands: readonly { slug: string; title: string }[];
  updates: readonly UpdateSummary[];
  /** What its public log has; null before the first checkpoint */
  log?: LoggedCount | null;
  publicUrl: string;
  staffNotice?: string | null;
  /** A draft: its own path, and the bar that says so */
  preview?: { path: string; bar: VNode } | undefined;
}

/** The petition: text and sources, counter, form, latest names, ways to share it. */
export function PetitionPage({
  page,
  notes,
  demands,
  updates,
  log,
  publicUrl,
  staffNotice = null,
  preview,
  ...form
}: Props): VNode {
  const { locale } = form;
  const t = texts(locale).petition;
  const path = `/petitions/${page.figures.slug}`;
  const url = `${publicUrl}${path}`;
  return (
    <Layout
      locale={locale}
      title={page.text.title}
      description={page.text.summary}
      path={preview?.path ?? path}
      {...(!preview && {
        canonical: url,
        script: signScript.path,
        card: `${publicUrl}/cards${path}.png?lang=${locale}`,
      })}
      staffNotice={staffNotice}
      preview={preview?.bar ?? null}
    >
      <h1 {...languageAttributes(page.text.locale, locale)}>{page.text.title}</h1>
      {page.text.leadPicture !== undefined && (
        <PictureView picture={page.text.leadPicture} alt={page.text.leadAlt ?? ''} caption="" eager />
      )}
      <Countdown anchor={page.anchor} locale={locale} />
      <Succession page={page} locale={locale} />
      <Closing page={page} notes={notes} locale={locale} />
      {notes.introduction && <Note note={notes.introduction} locale={locale} />}
      <div class="columns">
        <div class="aside">
          <Counter page={page} log={log ?? null} locale={locale} />
          <Terms page={page} locale={locale} />
          {page.figures.status === 'open' && (
            <SignForm
              petition={page.figures}
              offers={page.offers}
              showNames={page.showNames}
              withRecipients={false}
              {...form}
            />
          )}
          {page.figures.status === 'open' && (
            <LetterLink
              path={path}
              locale={locale}
              source={form.input.source}
              isAsked={page.form.nextSteps?.includes('letter') ?? false}
            />
          )}
          {page.figures.status === 'closed' && <p class="notice">{t.closed}</p>}
          {page.figures.status === 'upcoming' && (
            <p class="notice">{t.upcoming({ date: longDate(page.figures.opensOn, locale) })}</p>
          )}
          {page.recentNames.length > 0 && (
            <section class="recent">
              <h2>{t.recent}</h2>
              <ul>
                {page.recentNames.map(({ name, country }) => (
                  <li>
                    <bdi>{name}</bdi>, <span class="quiet">{countryName(country, locale)}</span>
                  </li>
                ))}
              </ul>
            </section>
          )}
          <p class="quiet">{t.verified}</p>
          <ShareLinks url={url} text={page.text.shareText} locale={locale} />
        </div>
        <div>
          <PetitionText page={page} locale={locale} />
          <MadeDemands demands={demands} locale={locale} />
          <LatestUpdates updates={updates} locale={locale} />
          <News slug={page.figures.slug} notes={notes} locale={locale} />
        </div>
      </div>
    </Layout>
  );
}

/** Where the campaign asks States for something, or the petition itself offers letters; a campaign about an archive does neither. */
function LetterLink({
  path,
  locale,
  source,
  isAsked,
}: {
  path: string;
  locale: Locale;
  source: string;
  isAsked: boolean;
}): VNode | null {
  const { treaties } = useSite();
  if (!treaties && !isAsked) return null;
  return (
    <p>
      <a href={`${path}/letter?lang=${locale}${carrying(source)}`}>{letterTexts(locale).link}</a>
    </p>
  );
}
