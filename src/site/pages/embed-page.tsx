import { h, type VNode } from 'preact';
import { directionOf, type Locale } from '../../platform/http/locale.js';
import { embedPageScript, embedScript, stylesheet } from '../assets.js';
import { texts } from '../texts.js';

interface Props {
  slug: string;
  title: string;
  locale: Locale;
  theme: 'light' | 'dark' | undefined;
  /** Path of the style sheet with the campaign's colours, and of its logo */
  colours: string | null;
  logo: string | null;
}

/** The petition's form alone, for frames on other websites. Links open outside the frame. */
export const EmbedPage = ({ slug, title, locale, theme, colours, logo }: Props): VNode => (
  <html lang={locale} dir={directionOf(locale)} class={['embedded', theme].filter(Boolean).join(' ')}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <meta name="robots" content="noindex" />
      <title>{title}</title>
      <link rel="stylesheet" href={stylesheet.path} />
      {colours !== null && <link rel="stylesheet" href={colours} />}
      <script src={embedScript.path} defer></script>
      <script src={embedPageScript.path} defer></script>
    </head>
    <body>
      <main>
        {logo !== null && <img class="logo" src={logo} alt="" />}
        {h(
          'demarche-petition',
          { slug, lang: locale, theme },
          <p>
            <a class="button" href={`/petitions/${slug}?lang=${locale}`} target="_blank" rel="noopener">
              {texts(locale).home.read}
            </a>
          </p>,
        )}
      </main>
    </body>
  </html>
);
