import { onDemand } from '../../../platform/on-demand.js';
import { keptText, readHtml } from '../inbox.limits.js';

const htmlToText = onDemand<typeof import('html-to-text')>('html-to-text');

/** Text that PostgreSQL can store and a page can show: no control characters but line ends and tabs, no lone surrogates. */
export const storable = (text: string, most: number): string =>
  Buffer.from(
    text
      .slice(0, most)
      .replace(/\r\n?/g, '\n')
      .replace(/(?![\n\t])\p{Cc}/gu, ''),
    'utf8',
  ).toString('utf8');

/** The text of an HTML message: no picture is loaded, links are kept as text. Truncated; never throws. */
export function textOfHtml(html: string): string {
  try {
    return htmlToText().convert(html.slice(0, readHtml), {
      wordwrap: false,
      limits: { maxInputLength: readHtml, maxDepth: 200 },
      selectors: [{ selector: 'img', format: 'skip' }],
    });
  } catch {
    return '';
  }
}

/** The plain text of a message, truncated to the stored length. */
export function plainText(text: string | undefined, html: string | false): string {
  const own = text?.trim() ?? '';
  return storable(own !== '' ? own : html === false ? '' : textOfHtml(html), keptText);
}
