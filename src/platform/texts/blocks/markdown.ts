import type MarkdownIt from 'markdown-it';
import { onDemand } from '../../on-demand.js';

export type Markdown = InstanceType<typeof MarkdownIt>;
export type Token = ReturnType<Markdown['parse']>[number];

const library = onDemand<typeof MarkdownIt>('markdown-it');
/** Signs of these stay as they are typed: texts were written before they could be Markdown. */
const neverRead = ['entity', 'reference', 'autolink', 'code'];
let lenient: Markdown | undefined;
let strict: Markdown | undefined;

/** A secure address, or a page of this site. */
export const isAllowedAddress = (url: string): boolean => /^(?:https:\/\/[^/]|\/(?![/\\]))/i.test(url);

/** Knows only what a block may be; everything else is the text it is written in. */
export function blockReader(): Markdown {
  if (lenient) return lenient;
  const reader = new (library())('commonmark', { html: false, maxNesting: 20 });
  reader.disable([...neverRead, 'html_block', 'html_inline', 'fence', 'backticks', 'heading', 'lheading', 'hr']);
  reader.validateLink = (url) => isAllowedAddress(url) || url.startsWith('picture:');
  return (lenient = reader);
}

/** Sees what a writer may have meant and cannot have. */
export function blockChecker(): Markdown {
  if (strict) return strict;
  const reader = new (library())('commonmark', { html: true, maxNesting: 20 });
  reader.disable(neverRead);
  reader.validateLink = () => true;
  return (strict = reader);
}

export const attribute = (token: Token, name: string): string => String(token.attrGet(name) ?? '');
