import { convert, type DomNode } from 'html-to-text';

export interface Link {
  url: string;
  /** Text of the link in the HTML part; empty for one from the text part. */
  label: string;
}

/** Longest HTML part that is searched. */
const readHtml = 2_000_000;

/** All links of an email, each once: those of the HTML part first, in order. */
export function linksIn(text: string, html: string | null): Link[] {
  const found = new Map<string, Link>();
  for (const link of [...(html === null ? [] : linksInHtml(html)), ...linksInText(text)])
    if (!found.has(link.url)) found.set(link.url, link);
  return [...found.values()];
}

/** Whether a link may be followed from our page. */
export const isSafeLink = (url: string): boolean => /^(?:https?|mailto):/i.test(url);

function linksInHtml(html: string): Link[] {
  const links: Link[] = [];
  const note = (element: DomNode): void => {
    const url = attribute(element, 'href').trim();
    if (url !== '' && !url.startsWith('#')) links.push({ url, label: wordsOf([element]).replace(/\s+/g, ' ').trim() });
  };
  try {
    convert(html.slice(0, readHtml), {
      limits: { maxInputLength: readHtml, maxDepth: 200 },
      formatters: { note },
      selectors: ['a', 'area'].map((selector) => ({ selector, format: 'note' })),
    });
  } catch {
    // A part that cannot be parsed shows no links; the source shows them all.
  }
  return links;
}

const attribute = ({ attribs }: DomNode, name: string): string =>
  (attribs as Record<string, string> | undefined)?.[name] ?? '';

const wordsOf = (nodes: readonly DomNode[]): string =>
  nodes
    .map((node) => (node.type === 'text' ? (node.data ?? '') : attribute(node, 'alt') + wordsOf(node.children ?? [])))
    .join('');

function linksInText(text: string): Link[] {
  return [...text.matchAll(/\bhttps?:\/\/[^\s<>"[\]]+/g)].map(([match]) => {
    let url = match;
    // Punctuation at the end, or a bracket around the link, is not part of it.
    while (/[.,;:!?'»”]$/.test(url) || (url.endsWith(')') && !url.includes('('))) url = url.slice(0, -1);
    return { url, label: '' };
  });
}
