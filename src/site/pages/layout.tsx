import type { ComponentChildren, VNode } from 'preact';
import { directionOf, localeName, locales, type Locale } from '../../platform/http/locale.js';
import { conventionCodes } from '../../treaties/position.status.js';
import { stylesheet } from '../assets.js';
import { demandTexts } from '../../campaigns/demands/demands.texts.js';
import { factsTexts, legalTexts, myDataTexts, texts } from '../texts.js';
import { useSite } from './site-frame.js';

export interface Frame {
  locale: Locale;
  title: string;
  /** Short description for search engines and link previews. */
  description?: string;
  /** Path of this page for the language links; null on pages behind an emailed link, whose address is a secret. */
  path: string | null;
  /** Absolute address, on public pages. */
  canonical?: string;
  script?: string;
  /** Absolute address of the picture for link previews. */
  card?: string;
  /** Shown above the page; only ever to signed-in staff. */
  staffNotice?: string | null;
  /** Above a page that is not public; such a page has no canonical address and no script. */
  preview?: VNode | null;
  children: ComponentChildren;
}

/** The frame of every public page: landmarks, language links, one style sheet, at most one script of our own. */
export function Layout({
  locale,
  title,
  description,
  path,
  canonical,
  script,
  card,
  staffNotice,
  preview,
  children,
}: Frame): VNode {
  const t = texts(locale);
  const site = useSite();
  return (
    <html lang={locale} dir={directionOf(locale)}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{`${title} · ${site.name(locale)}`}</title>
        {description && <meta name="description" content={description} />}
        {canonical ? <link rel="canonical" href={canonical} /> : <meta name="robots" content="noindex" />}
        {canonical && <Preview title={title} description={description ?? ''} url={canonical} card={card} />}
        <link
          rel="alternate"
          type="application/atom+xml"
          href="/ledger.atom"
          title={factsTexts(locale).calendar.changes}
        />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="stylesheet" href={stylesheet.path} />
        {site.colours !== null && <link rel="stylesheet" href={site.colours} />}
        {script && <script src={script} defer></script>}
      </head>
      <body>
        <a class="skip" href="#content">
          {t.skip}
        </a>
        <header class="top">
          <div class="page">
            <a class="brand" href={`${site.home}?lang=${locale}`}>
              {site.logo !== null && <img class="logo" src={site.logo} alt="" />}
              {site.name(locale)}
            </a>
            {path !== null && <Languages current={locale} path={path} label={t.language} />}
            <MainMenu locale={locale} path={path} />
          </div>
        </header>
        <main id="content" class="page" tabindex={-1}>
          {preview}
          {staffNotice && (
            <p class="error" role="alert" lang="en" dir="ltr">
              {staffNotice} <a href="/admin/settings">Campaign settings</a>
            </p>
          )}
          {children}
        </main>
        <footer class="bottom">
          <div class="page">
            <p>{t.footer}</p>
            <LegalMenu locale={locale} path={path} />
          </div>
        </footer>
      </body>
    </html>
  );
}

/** The sections of the site; the current one is marked. */
function MainMenu({ locale, path }: { locale: Locale; path: string | null }): VNode {
  const { nav, conventionShort } = factsTexts(locale);
  const { petition, treaties } = useSite();
  const entries: { at: string; label: string; name?: string }[] = [
    ...(petition === null ? [] : [{ at: `/petitions/${petition}`, label: nav.petition }]),
    { at: '/demands', label: demandTexts(locale).nav },
    ...(treaties
      ? [
          { at: '/states', label: nav.states },
          ...conventionCodes.map((code) => ({
            at: `/conventions/${code}`,
            label: nav[code],
            name: `${nav[code]}: ${conventionShort[code]}`,
          })),
          { at: '/claims', label: nav.claims },
          { at: '/calendar', label: nav.calendar },
        ]
      : []),
    { at: '/data', label: nav.data },
  ];
  return (
    <nav class="parts" aria-label={nav.label}>
      <ul>
        {entries.map(({ at, label, name }) => (
          <li>
            <a
              href={`${at}?lang=${locale}`}
              aria-label={name}
              title={name}
              aria-current={path?.startsWith(at) ? 'page' : undefined}
            >
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** What every page links to: who is behind it, and what happens with data. */
function LegalMenu({ locale, path }: { locale: Locale; path: string | null }): VNode {
  const { nav } = legalTexts(locale);
  const { legal } = useSite();
  const entries = [
    ...(legal === null ? [] : legalPaths.map((name) => ({ at: `${legal}/${name}`, label: nav[name] }))),
    { at: '/me', label: myDataTexts(locale).link },
  ];
  return (
    <nav class="parts" aria-label={nav.label}>
      <ul>
        {entries.map(({ at, label }) => (
          <li>
            <a href={`${at}?lang=${locale}`} aria-current={path === at ? 'page' : undefined}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

const legalPaths = ['about', 'contact', 'privacy', 'legal', 'accessibility'] as const;

const Preview = ({
  title,
  description,
  url,
  card,
}: {
  title: string;
  description: string;
  url: string;
  card: string | undefined;
}): VNode => (
  <>
    <meta property="og:type" content="website" />
    <meta property="og:title" content={title} />
    <meta property="og:description" content={description} />
    <meta property="og:url" content={url} />
    {card && (
      <>
        <meta property="og:image" content={card} />
        <meta property="og:image:width" content="1200" />
        <meta property="og:image:height" content="630" />
        <meta property="og:image:alt" content={title} />
        <meta name="twitter:card" content="summary_large_image" />
      </>
    )}
  </>
);

/** More languages than this do not stand side by side on a phone. */
const sideBySide = 5;

function Languages({ current, path, label }: { current: Locale; path: string; label: string }): VNode {
  const { locales: offered } = useSite();
  const shown = locales.filter((locale) => offered.length === 0 || offered.includes(locale) || locale === current);
  const list = (
    <ul>
      {shown.map((locale) => (
        <li>
          <a
            href={`${path}?lang=${locale}`}
            lang={locale}
            dir={directionOf(locale) ?? 'ltr'}
            hreflang={locale}
            aria-current={locale === current ? 'true' : undefined}
          >
            {localeName(locale)}
          </a>
        </li>
      ))}
    </ul>
  );
  return (
    <nav class="languages" aria-label={label}>
      {shown.length <= sideBySide ? (
        list
      ) : (
        <details>
          <summary>
            {texts(current).currentLanguage} <span lang={current}>{localeName(current)}</span>
          </summary>
          {list}
        </details>
      )}
    </nav>
  );
}
