import type { VNode } from 'preact';
import { number } from '../frame/words.js';
import { changeInWords, percentText, shareChangeInWords } from './change-words.js';
import type { FiguresView } from './figures-desk.js';

/** The three numbers of a period, each with what has changed. */
export function Headline({ view: { figures, against } }: { view: FiguresView }): VNode {
  const [now, before] = [figures.totals, against.figures.totals];
  const lines = [
    { name: 'Sign-ups', value: number(now.signed), change: changeInWords(now.signed, before.signed, against.than) },
    {
      name: 'Confirmed',
      value: number(now.confirmed),
      change: changeInWords(now.confirmed, before.confirmed, against.than),
    },
    {
      name: 'Share confirmed',
      value: percentText(now.confirmed, now.signed) ?? '–',
      change: shareChangeInWords(
        { part: now.confirmed, whole: now.signed },
        { part: before.confirmed, whole: before.signed },
        against.than,
      ),
    },
  ];
  return (
    <dl class="numbers">
      {lines.map(({ name, value, change }) => (
        <div class="card">
          <dt>{name}</dt>
          <dd>
            <strong>{value}</strong>
          </dd>
          <dd class="quiet">{change}</dd>
        </div>
      ))}
    </dl>
  );
}
