import type { VNode } from 'preact';

/** A heading and what is said under it, point by point. */
export const Points = ({ heading, points }: { heading: string; points: readonly string[] }): VNode => (
  <>
    <h2>{heading}</h2>
    <ul>
      {points.map((point) => (
        <li>{point}</li>
      ))}
    </ul>
  </>
);
