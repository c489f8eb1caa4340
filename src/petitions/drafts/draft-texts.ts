import type { Fault } from '../../platform/errors.js';
import { claimKeysIn } from '../../claims/claims.schema.js';
import { addressesIn } from '../../platform/texts/blocks/block.js';
import type { PetitionText } from '../petitions.schema.js';
import { blockGaps } from '../../platform/texts/blocks/section-faults.js';
import { gapsIn } from './drafts.schema.js';

/** A petition's texts by language. */
export type Texts = Record<string, PetitionText>;

export const missing = (name: string): Fault => ({
  pointer: `/${name}`,
  code: 'field.required',
  detail: 'is required',
});

const gapNames = gapsIn({ title: '', summary: '', sections: [], ask: [], shareText: '' }).length;

/** Without languages nobody has written anything in; one that is published stays. */
export const withoutEmpty = (texts: Texts, published: readonly string[]): Texts =>
  Object.fromEntries(
    Object.entries(texts).filter(([locale, text]) => published.includes(locale) || gapsIn(text).length < gapNames),
  );

/** What is missing: in English always, in another language as soon as anything of it is written. */
export const gaps = (texts: Texts): Fault[] =>
  Object.entries(texts).flatMap(([locale, text]) => gapsIn(text).map((name) => missing(`${locale}/${name}`)));

/** English, and languages a campaign has chosen for its pages, that nobody has written. @param offered empty: all of the site, none of which must be there */
export const unwritten = (texts: Texts, offered: readonly string[]): Fault[] =>
  [...new Set(['en', ...offered])].filter((locale) => !texts[locale]).map((locale) => missing(`${locale}/title`));

/** Quotations without a source and pictures that nobody described. */
export const gapsInBlocks = (texts: Texts): Fault[] =>
  Object.entries(texts).flatMap(([locale, { sections }]) =>
    blockGaps(sections).map(({ code, block, detail }) => ({ pointer: `/${locale}/body/${block}`, code, detail })),
  );

/** The claims a text cites. */
export const claimsOf = ({ sections, ask }: PetitionText): string[] => claimKeysIn(JSON.stringify([sections, ask]));

/** The web addresses all texts link to, each once; not those of our own pages. */
export const linksOf = (texts: Texts): string[] => [
  ...new Set(
    Object.values(texts)
      .flatMap(({ sections }) => sections.flatMap(({ paragraphs }) => paragraphs.flatMap(addressesIn)))
      .filter((address) => !address.startsWith('/')),
  ),
];
