import { render } from 'preact-render-to-string';
import { supportedLocale } from '../../platform/http/locale.js';
import { texts } from '../texts.js';

/** Puts a sentence at the beginning of a page that is shown as it was, in the page's own language. */
export function asOf(html: string, madeAt: Date): string {
  const locale = supportedLocale(/<html[^>]* lang="([^"]+)"/.exec(html)?.[1]) ?? 'en';
  const time = madeAt.toISOString().slice(0, 16).replace('T', ' ');
  const notice = render(
    <p class="notice" role="status">
      {texts(locale).asOf({ time })}
    </p>,
  );
  return html.replace(/<main[^>]*>/, (main) => main + notice);
}
