import { faultsIn, gapsInBlock, type BlockFault } from './block-faults.js';
import type { Section } from './body.js';

type Sections = readonly Section[];

/** More blocks than this are a book. */
export const mostBlocks = 200;

export const blocksIn = (sections: Sections): number =>
  sections.reduce((sum, { paragraphs }) => sum + paragraphs.length, 0);

/** A fault and where it is, for a person who counts blocks from the beginning. */
interface Placed extends BlockFault {
  /** From 0, through all sections */
  block: number;
}

const placed = (sections: Sections, check: (source: string) => BlockFault[]): Placed[] =>
  sections
    .flatMap(({ heading, paragraphs }) => paragraphs.map((source) => ({ heading, source })))
    .flatMap(({ heading, source }, block) =>
      check(source).map(({ code, detail }) => ({
        code,
        block,
        detail: `${detail}: block ${block + 1}${heading === '' ? '' : `, under “${heading}”`}, “${beginning(source)}”`,
      })),
    );

const beginning = (source: string): string => {
  const letters = Array.from(source.replace(/\s+/g, ' '));
  return letters.length > 40 ? `${letters.slice(0, 40).join('')}…` : letters.join('');
};

/** What keeps a text from being saved. */
export const blockFaults = (sections: Sections): Placed[] => placed(sections, faultsIn);

/** What keeps a saved text from being published. */
export const blockGaps = (sections: Sections): Placed[] => placed(sections, gapsInBlock);
