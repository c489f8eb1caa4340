import type { DemandEvent } from './demand.status.js';
import type { Happening } from './demand-view.schema.js';
import type { Demand } from './demands.schema.js';

/** An event of one addressee, as a line of the timeline. */
function lineOf(event: DemandEvent): Omit<Happening, 'isos'> & { order: string } {
  const line = {
    order: event.on,
    on: event.in === null ? event.on : null,
    in: event.in,
    event: null,
    act: null,
    statement: null,
    sources: [],
    stance: null,
  };
  if (event.what === 'ledger') return { ...line, what: 'ledger', event: event.kind };
  if (event.what === 'sent') return { ...line, what: 'sent' };
  if (event.what === 'evidence')
    return { ...line, what: 'evidence', act: event.act, statement: event.statement, sources: [event.source] };
  const what = ({ acknowledges: 'acknowledged', answers: 'answered', refuses: 'refused' } as const)[event.meaning];
  return { ...line, what, stance: event.stance };
}

/** Everything that happened around a demand, oldest first: the same thing of the same day once, with the States it concerns. */
export function timelineOf(
  { statedOn, due, withdrawnOn }: Pick<Demand, 'statedOn' | 'due' | 'withdrawnOn'>,
  addressees: readonly { iso: string | null; events: readonly DemandEvent[] }[],
): Happening[] {
  const lines = new Map<string, Happening & { order: string }>();
  for (const { iso, events } of addressees)
    for (const event of events) {
      const line = lineOf(event);
      const key = JSON.stringify(line);
      const known = lines.get(key) ?? { ...line, isos: [] };
      if (iso !== null && !known.isos.includes(iso)) known.isos.push(iso);
      lines.set(key, known);
    }
  const own = (
    [
      ['stated', statedOn],
      ['due', due],
      ['withdrawn', withdrawnOn],
    ] as const
  ).flatMap(([what, on]) =>
    on === null
      ? []
      : [
          {
            order: on,
            on,
            in: null,
            what,
            event: null,
            act: null,
            statement: null,
            sources: [],
            stance: null,
            isos: [],
          },
        ],
  );
  const rank = (what: Happening['what']): number => (what === 'stated' ? 0 : what === 'due' ? 2 : 1);
  return [...lines.values(), ...own]
    .sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : rank(a.what) - rank(b.what)))
    .map(({ order: _, ...line }) => line);
}
