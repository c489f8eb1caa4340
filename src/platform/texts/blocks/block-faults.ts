import { blockOf, pictureName, quotedIn } from './block.js';
import { attribute, blockChecker, isAllowedAddress, type Token } from './markdown.js';

/** What is wrong with a block: a stable code, and a sentence without its subject. */
export interface BlockFault {
  code: `block.${'html' | 'link' | 'picture' | 'kind' | 'nested' | 'mixed' | 'source' | 'alt'}`;
  detail: string;
}

const lists = /^(?:bullet_list|ordered_list|blockquote)_open$/;
const known =
  /^(?:(?:paragraph|bullet_list|ordered_list|list_item|blockquote|em|strong|link)_(?:open|close)|inline|text|softbreak|hardbreak|image)$/;

/** Why a block cannot be kept. */
export function faultsIn(source: string): BlockFault[] {
  const quoted = source.startsWith('>') ? quotedIn(source).quoted : source;
  const tokens = blockChecker().parse(quoted, {});
  const outer = tokens.filter(({ level, nesting }) => level === 0 && nesting >= 0);
  const faults = tokens.flatMap((token) => [token, ...(token.children ?? [])]).flatMap(faultOf);
  const alone = tokens.length === 3 && tokens[1]?.children?.length === 1;
  if (!alone && tokens.some(({ children }) => children?.some(({ type }) => type === 'image')))
    faults.push({ code: 'block.picture', detail: 'has a picture among text; a picture needs a block of its own' });
  if (outer.length > 1)
    faults.push({ code: 'block.mixed', detail: 'mixes two kinds of block; put an empty line between them' });
  if (tokens.some(({ type, level }) => level > 0 && lists.test(type)))
    faults.push({ code: 'block.nested', detail: 'has a list or quotation within another' });
  return faults.filter(({ code }, index) => faults.findIndex((one) => one.code === code) === index);
}

function faultOf(token: Token): BlockFault[] {
  if (/^html_/.test(token.type))
    return [{ code: 'block.html', detail: 'contains HTML, which is not possible; write \\< for the sign' }];
  if (!known.test(token.type))
    return [{ code: 'block.kind', detail: 'is no paragraph, list, quotation or picture (a heading begins with ##)' }];
  if (token.type === 'link_open' && !isAllowedAddress(attribute(token, 'href')))
    return [{ code: 'block.link', detail: 'has a link that is no https address and no page of this site' }];
  const picture = token.type === 'image' ? attribute(token, 'src') : null;
  if (picture !== null && !pictureName.test(picture))
    return [{ code: 'block.picture', detail: 'has a picture that was not uploaded here' }];
  return [];
}

/** What a block still needs before the public reads it. */
export function gapsInBlock(source: string): BlockFault[] {
  const block = blockOf(source);
  if (block.kind === 'quotation' && block.source.length === 0)
    return [{ code: 'block.source', detail: 'is a quotation without a last line “— source”' }];
  if (block.kind === 'picture' && block.alt === '')
    return [{ code: 'block.alt', detail: 'is a picture without a description for people who do not see it' }];
  return [];
}
