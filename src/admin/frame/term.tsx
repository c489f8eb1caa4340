import type { ComponentChildren, VNode } from 'preact';
import { anchorOf, glossary, type Word } from './glossary.js';

/** A word that the page of words explains, in the form the sentence needs. */
export const Term = ({ word, children }: { word: Word; children?: ComponentChildren }): VNode => (
  <a class="term" href={`/admin/help#${anchorOf(word)}`} title={glossary[word]}>
    {children ?? word}
  </a>
);

/** The words of a page that has them in its tables only. */
export const Words = ({ of }: { of: readonly Word[] }): VNode => (
  <p class="quiet">
    What is meant by{' '}
    {of.map((word, i) => (
      <>
        {i > 0 && (i === of.length - 1 ? ' and ' : ', ')}
        <Term word={word} />
      </>
    ))}
    ?
  </p>
);
