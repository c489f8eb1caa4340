import type { VNode } from 'preact';
import type { FirstStep } from './first-day.js';

/** The checklist of a new installation; it disappears once everything is done. */
export const FirstDayList = ({ steps }: { steps: readonly FirstStep[] }): VNode => (
  <section class="card" aria-labelledby="first-day">
    <h2 id="first-day">First steps</h2>
    <p class="quiet">{`${steps.filter(({ done }) => done).length} of ${steps.length} done. This list disappears when all are.`}</p>
    <ol class="steps">
      {steps.map(({ done, what, hint, href }) => (
        <li>
          {done ? <>{what} </> : <>{href === null ? <strong>{what}</strong> : <a href={href}>{what}</a>} </>}
          <span class="quiet">{done ? '✓ done' : 'to do'}</span>
          {!done && <p class="quiet">{hint}</p>}
        </li>
      ))}
    </ol>
  </section>
);
