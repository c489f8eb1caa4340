import type { Locale } from '../../platform/http/locale.js';

/** Content of the code that websites copy. */
export interface EmbedChoice {
  publicUrl: string;
  slug: string;
  locale: Locale;
  /** Null follows the reader's own choice of light or dark. */
  theme: 'light' | 'dark' | null;
  title: string;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** The component, with a link for readers without JavaScript. */
export const componentCode = ({ publicUrl, slug, locale, theme, title }: EmbedChoice): string =>
  `<script src="${publicUrl}/embed.js" defer></script>
<demarche-petition slug="${slug}" lang="${locale}"${theme === null ? '' : ` theme="${theme}"`}>
  <a href="${publicUrl}/petitions/${slug}?lang=${locale}">${escaped(title)}</a>
</demarche-petition>`;

/** The frame, for places that allow no scripts inside a text or none at all; without the script its height is fixed. */
export const frameCode = ({ publicUrl, slug, locale, theme, title }: EmbedChoice): string =>
  `<iframe src="${publicUrl}/embed/${slug}?lang=${locale}${theme === null ? '' : `&amp;theme=${theme}`}" title="${escaped(title)}" width="100%" height="1000" loading="lazy"></iframe>
<script src="${publicUrl}/embed-frame.js" defer></script>`;
