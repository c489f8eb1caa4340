import type MarkdownIt from 'markdown-it';
import { onDemand } from '../../platform/on-demand.js';
import { rightToLeft } from './templates.values.js';

type Markdown = InstanceType<typeof MarkdownIt>;

const library = onDemand<typeof MarkdownIt>('markdown-it');
let made: Markdown | undefined;

/** No HTML in the source, no pictures, and links only to the web: staff cannot bring anything else into a letter. */
function markdownReader(): Markdown {
  const reader = new (library())({ html: false, linkify: false, typographer: false, breaks: true }).disable('image');
  reader.validateLink = (url) => /^https:\/\//i.test(url);
  return reader;
}

const style =
  "font-family:Georgia,'Times New Roman',serif;font-size:16px;line-height:1.5;color:#1b2a3a;max-width:640px;margin:24px auto;padding:0 16px;";

/** The letter as a page for email clients. @param footer the legal lines of the sender, plain text */
export function letterHtml(text: string, locale: string, subject: string, footer: string): string {
  const markdown = (made ??= markdownReader());
  const direction = rightToLeft.includes(locale) ? 'rtl' : 'ltr';
  const escape = (plain: string): string => markdown.utils.escapeHtml(plain);
  const small =
    footer === '' ? '' : `<hr><p style="font-size:13px;color:#5a6675;">${escape(footer).replaceAll('\n', '<br>')}</p>`;
  return `<!doctype html><html lang="${escape(locale)}" dir="${direction}"><head><meta charset="utf-8"><title>${escape(subject)}</title></head><body style="${style}">${markdown.render(text)}${small}</body></html>`;
}

/** The letter as plain text: Markdown's emphasis marks are removed, words and numbers stay. */
export const letterPlain = (text: string, footer: string): string =>
  `${text.replaceAll('**', '').replace(/^---$/gm, '—'.repeat(20))}${footer === '' ? '' : `\n\n${'—'.repeat(20)}\n${footer}`}\n`;
