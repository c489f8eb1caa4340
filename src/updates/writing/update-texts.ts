import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { claimKeysIn } from '../../claims/claims.schema.js';
import { changedParts, hashesOfParts } from '../../petitions/translation.values.js';
import type { Fault } from '../../platform/errors.js';
import { addressesIn } from '../../platform/texts/blocks/block.js';
import { sectionsIn } from '../../platform/texts/blocks/body.js';
import { blockGaps } from '../../platform/texts/blocks/section-faults.js';
import type { UpdateText, UpdateTexts } from './updates.schema.js';

export const missing = (name: string): Fault => ({
  pointer: `/${name}`,
  code: 'field.required',
  detail: 'is required',
});

/** Names of empty fields. A heading that was begun and not written is a gap of the text. */
export const gapsIn = ({ title, text }: UpdateText): ('title' | 'body')[] => [
  ...(title === '' ? (['title'] as const) : []),
  ...(hasGap(text) ? (['body'] as const) : []),
];

function hasGap(text: string): boolean {
  const sections = sectionsIn(text);
  return (
    sections.length === 0 ||
    sections.some(({ heading, paragraphs }, i) => paragraphs.length === 0 || (i > 0 && heading === ''))
  );
}

/** Without languages in which nothing is written; one that is published stays. */
export const withoutEmpty = (texts: UpdateTexts, published: readonly string[]): UpdateTexts =>
  Object.fromEntries(
    Object.entries(texts).filter(([locale, { title, text }]) => published.includes(locale) || title + text !== ''),
  );

/** What is missing in the languages that are written. */
export const gaps = (texts: UpdateTexts): Fault[] =>
  Object.entries(texts).flatMap(([locale, text]) => gapsIn(text).map((name) => missing(`${locale}/${name}`)));

/** English, and languages a campaign has chosen for its pages, that nobody has written. @param offered empty: all of the site, none of which must be there */
export const unwritten = (texts: UpdateTexts, offered: readonly string[]): Fault[] =>
  [...new Set(['en', ...offered])].filter((locale) => !texts[locale]).map((locale) => missing(`${locale}/title`));

/** Quotations without a source and pictures that nobody described. */
export const gapsInBlocks = (texts: UpdateTexts): Fault[] =>
  Object.entries(texts).flatMap(([locale, { text }]) =>
    blockGaps(sectionsIn(text)).map(({ code, block, detail }) => ({
      pointer: `/${locale}/body/${block}`,
      code,
      detail,
    })),
  );

/** The claims a text cites. */
export const claimsOf = ({ title, text }: UpdateText): string[] => claimKeysIn(`${title}\n${text}`);

/** The web addresses all texts link to, each once; not those of our own pages. */
export const linksOf = (texts: UpdateTexts): string[] => [
  ...new Set(
    Object.values(texts)
      .flatMap(({ text }) => sectionsIn(text).flatMap(({ paragraphs }) => paragraphs.flatMap(addressesIn)))
      .filter((address) => !address.startsWith('/')),
  ),
];

/** Everything somebody translates, part by part. */
export const partsOf = (text: UpdateText | undefined): string[] =>
  text
    ? [text.title, ...sectionsIn(text.text).flatMap(({ heading, paragraphs }) => [heading, ...paragraphs])].filter(
        (part) => part !== '',
      )
    : [];

export const hashesOf = (english: UpdateText | undefined): string[] => hashesOfParts(partsOf(english));

/** Parts of the English text that a translation does not know yet. */
export const changedSince = (english: UpdateText | undefined, from: readonly string[]): Set<string> =>
  changedParts(partsOf(english), from);

/** SHA-256, in hexadecimal, of the canonical JSON of the texts (RFC 8785). */
export const hashOfTexts = (texts: UpdateTexts): string =>
  createHash('sha256')
    .update(canonicalize(texts) ?? '')
    .digest('hex');
