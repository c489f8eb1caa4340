import { attribute, blockReader, isAllowedAddress, type Token } from './markdown.js';

/** Part of a line of text. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'emphasis' | 'strong'; content: Inline[] }
  | { kind: 'link'; address: string; content: Inline[] };

/** What stands between two empty lines of a text by staff. */
export type Block =
  | { kind: 'paragraph'; content: Inline[] }
  | { kind: 'list'; ordered: boolean; items: Inline[][] }
  | { kind: 'quotation'; paragraphs: Inline[][]; source: Inline[] }
  | { kind: 'picture'; picture: string; alt: string; caption: string };

/** The name of a picture in a text: part of the hash of its bytes, and its size. */
export const pictureName = /^picture:([0-9a-f]{32}-\d{1,5}x\d{1,5})$/;

/** Lines of these blocks stay lines; those of a paragraph are joined. */
export const keepsLines = (block: string): boolean => /^(?:[-*+] |1[.)] |>)/.test(block);

/** The quoted lines, and the line that says where they are from. */
export function quotedIn(source: string): { quoted: string; from: string } {
  const lines = source.split('\n');
  const last = /^(?:>\s?)?(?:—|–|--)\s*(\S.*)$/u.exec(lines.at(-1) ?? '')?.[1];
  return { quoted: (last === undefined ? lines : lines.slice(0, -1)).join('\n'), from: last ?? '' };
}

const joined = (source: string): string =>
  source
    .split('\n')
    .map((line) => line.trim())
    .join(' ');

/** Reads a block; what is no allowed Markdown is the text it is written in. */
export function blockOf(source: string): Block {
  const { quoted, from } = source.startsWith('>') ? quotedIn(source) : { quoted: source, from: '' };
  const tokens = blockReader().parse(quoted, {});
  const outer = tokens.filter(({ level, nesting }) => level === 0 && nesting >= 0).map(({ type }) => type);
  const lines = tokens.filter(({ type }) => type === 'inline');
  const plain: Block = { kind: 'paragraph', content: [{ kind: 'text', text: joined(source) }] };
  if (outer.length !== 1) return plain;
  const [first] = tokens;
  if (first?.type === 'paragraph_open')
    return pictureIn(lines[0]) ?? { kind: 'paragraph', content: contentOf(lines[0]) };
  if (tokens.some(({ type, level }) => level > 0 && /^(?:bullet_list|ordered_list|blockquote)_open$/.test(type)))
    return plain;
  if (first?.type === 'blockquote_open')
    return { kind: 'quotation', paragraphs: lines.map(contentOf), source: from === '' ? [] : inlinesOf(from) };
  // A paragraph may begin with a year and a full stop.
  if (first?.type === 'ordered_list_open' && first.attrGet('start') !== null) return plain;
  return { kind: 'list', ordered: first?.type === 'ordered_list_open', items: itemsOf(tokens) };
}

const inlinesOf = (text: string): Inline[] => contentOf(blockReader().parseInline(text, {})[0]);

function itemsOf(tokens: readonly Token[]): Inline[][] {
  const items: Inline[][] = [];
  for (const token of tokens) {
    if (token.type === 'list_item_open') items.push([]);
    else if (token.type === 'inline') items.at(-1)?.push(...contentOf(token));
  }
  return items;
}

/** A picture has its block for itself. */
function pictureIn(line: Token | undefined): Block | null {
  const [image, ...more] = line?.children ?? [];
  if (image?.type !== 'image' || more.length > 0) return null;
  const picture = pictureName.exec(attribute(image, 'src'))?.[1];
  return picture === undefined
    ? null
    : { kind: 'picture', picture, alt: image.content.trim(), caption: attribute(image, 'title').trim() };
}

function contentOf(line: Token | undefined): Inline[] {
  const root: Inline[] = [];
  const open = [root];
  const add = (one: Inline): void => {
    const here = open.at(-1) ?? root;
    const last = here.at(-1);
    if (one.kind === 'text' && last?.kind === 'text') last.text += one.text;
    else here.push(one);
  };
  const enter = (one: Exclude<Inline, { kind: 'text' }>): void => {
    add(one);
    open.push(one.content);
  };
  const follow = (address: string): void => {
    if (isAllowedAddress(address)) enter({ kind: 'link', address, content: [] });
    // The words of a link that leads nowhere stay.
    else open.push(open.at(-1) ?? root);
  };
  for (const token of line?.children ?? []) {
    if (token.type === 'em_open') enter({ kind: 'emphasis', content: [] });
    else if (token.type === 'strong_open') enter({ kind: 'strong', content: [] });
    else if (token.type === 'link_open') follow(attribute(token, 'href'));
    else if (token.nesting < 0) open.pop();
    else add({ kind: 'text', text: /break$/.test(token.type) ? ' ' : token.content });
  }
  return root;
}

/** What is read of it, without any sign of Markdown. @param addresses after each link, where it leads; after a picture, which one it is */
export function plainBlock(source: string, addresses = false): string {
  const flat = (content: readonly Inline[]): string =>
    content
      .map((one) => {
        if (one.kind === 'text') return one.text;
        const inner = flat(one.content);
        return addresses && one.kind === 'link' ? `${inner} (${one.address})` : inner;
      })
      .join('');
  const block = blockOf(source);
  if (block.kind === 'paragraph') return flat(block.content);
  if (block.kind === 'list')
    return block.items.map((item, index) => `${block.ordered ? `${index + 1}.` : '•'} ${flat(item)}`).join('\n');
  if (block.kind === 'quotation')
    return [...block.paragraphs.map(flat), ...(block.source.length > 0 ? [`— ${flat(block.source)}`] : [])].join('\n');
  const said = block.caption === '' ? block.alt : `${block.alt}. ${block.caption}`;
  return addresses ? `${said} (picture:${block.picture})` : said;
}

/** Addresses a block links to, in their order. */
export function addressesIn(source: string): string[] {
  const of = (content: readonly Inline[]): string[] =>
    content.flatMap((one) =>
      one.kind === 'text' ? [] : [...(one.kind === 'link' ? [one.address] : []), ...of(one.content)],
    );
  const block = blockOf(source);
  if (block.kind === 'paragraph') return of(block.content);
  if (block.kind === 'list') return block.items.flatMap(of);
  return block.kind === 'quotation' ? [...block.paragraphs, block.source].flatMap(of) : [];
}
