import type { VNode } from 'preact';
import type { Score, Scoreboard } from '../../replies/answers/scoreboard.service.js';
import { stances, stanceWords } from '../../replies/answers/stances.values.js';
import type { Fill } from '../../treaties/map/palette.js';
import { Legend, WorldMap } from '../../treaties/map/world-map.js';
import type { StateFacts } from '../../treaties/states.service.js';
import { Layout } from '../frame/layout.js';
import { ids, type List, type Listed } from '../frame/list.js';
import { ListView } from '../frame/list-view.js';
import { Words } from '../frame/term.js';
import { counted, OnDay } from '../frame/words.js';

interface AnswersProps {
  listed: Listed<Score>;
  board: Scoreboard;
  states: readonly StateFacts[];
}

/** Meaning of the map colours here, in the order of the legend. */
const colours: readonly { fill: Fill; text: string }[] = [
  { fill: 'not_party', text: 'not written to' },
  { fill: 'signatory', text: 'written to, no reply yet' },
  { fill: 'contracting', text: 'answered, no stance or none agreed' },
  { fill: 'notice_running', text: 'reviewing' },
  { fill: 'withdrawn', text: 'supports' },
  { fill: 'party', text: 'rejects' },
];

/** States written to. @param names ISO code → name */
export const scoreList = (names: ReadonlyMap<string, string>): List<Score> => {
  const stateOf = ({ iso }: Score): string => names.get(iso) ?? iso;
  return {
    name: 'answers',
    label: 'States',
    path: '/admin/answers',
    columns: [
      {
        name: 'state',
        title: 'State',
        value: stateOf,
        cell: (score) => <a href={`/admin/answers/${score.iso}`}>{stateOf(score)}</a>,
        sortable: true,
      },
      { name: 'letters', title: 'Letters', value: ({ letters }) => letters, sortable: true },
      {
        name: 'sent',
        title: 'Last sent',
        value: ({ lastSentOn }) => lastSentOn,
        cell: ({ lastSentOn }) => <OnDay day={lastSentOn} />,
        sortable: true,
      },
      { name: 'answers', title: 'Answers', value: ({ answers }) => answers, sortable: true },
      {
        name: 'answered',
        title: 'Last reply',
        value: ({ answeredOn }) => answeredOn,
        cell: ({ answeredOn }) => <OnDay day={answeredOn} />,
        sortable: true,
      },
      { name: 'stance', title: 'Stance', value: stanceText, sortable: true },
    ],
    filters: [
      {
        name: 'answered',
        label: 'Replies',
        options: [
          { value: '', label: 'Any' },
          { value: 'yes', label: 'Answered' },
          { value: 'no', label: 'No reply yet' },
        ],
        matches: ({ answers }, value) => answers > 0 === (value === 'yes'),
      },
    ],
    sort: 'state',
    id: ({ iso }) => iso,
    ids: ids.word,
    pageSize: 250,
    mark: ({ reading }) => (reading?.status === 'disputed' ? 'warn' : undefined),
    empty: (
      <>
        No State has been written to yet. Letters go out with a <a href="/admin/runs">mailing</a>.
      </>
    ),
    csv: 'letters:read',
  };
};

/** Results of the campaign, State by State. */
export const AnswersPage = ({ listed, board, states }: AnswersProps): VNode => (
  <Layout
    title="Replies"
    staff={listed.staff}
    path="/admin/answers"
    primary={{ href: '/admin/follow-ups', label: 'Unanswered letters', permission: 'letters:read' }}
  >
    <Words of={['stance']} />
    <Totals board={board} />
    <AnswersMap board={board} states={states} />
    <p>
      <a href="/admin/letters/figures">Letters by State on the map</a>
    </p>
    <ListView {...listed} />
  </Layout>
);

function Totals({ board: { contacted, answered, byStance, agreement } }: { board: Scoreboard }): VNode {
  const readings = stances
    .filter((stance) => byStance[stance] > 0)
    .map((stance) => `${byStance[stance]} ${stanceWords[stance]}`);
  return (
    <>
      <ul class="totals">
        <li>
          <strong>{counted(contacted, 'State')}</strong> written to
        </li>
        <li>{answered} answered</li>
        {readings.map((text) => (
          <li>{text}</li>
        ))}
        <li>{byStance.open} without an agreed assessment</li>
      </ul>
      {agreement && (
        <p class="quiet">
          {`Two people assessed ${counted(agreement.answers, 'answer')} and first agreed on ${Math.round(agreement.observed * 100)} %`}
          {agreement.pi === null ? '.' : ` (Scott’s pi ${agreement.pi.toFixed(2)}).`}
        </p>
      )}
    </>
  );
}

function AnswersMap({ board, states }: Pick<AnswersProps, 'board' | 'states'>): VNode {
  const scores = new Map(board.states.map((score) => [score.iso, score]));
  const entries = states.map(({ iso, iso3, name }) => {
    const fill = fillOf(scores.get(iso));
    return {
      iso,
      iso3,
      fill,
      href: `/admin/answers/${iso}`,
      label: `${name}: ${colours.find((one) => one.fill === fill)?.text ?? ''}`,
    };
  });
  return (
    <figure class="map-figure">
      <WorldMap shapes="/assets/world.svg" entries={entries} title="States by their replies" />
      <figcaption>
        <Legend items={colours.map(({ fill, text }) => ({ fill, text }))} />
      </figcaption>
    </figure>
  );
}

function fillOf(score: Score | undefined): Fill {
  if (!score) return 'not_party';
  if (score.answers === 0) return 'signatory';
  if (score.reading?.status !== 'agreed') return 'contracting';
  const byStance: Partial<Record<string, Fill>> = {
    reviewing: 'notice_running',
    supports: 'withdrawn',
    rejects: 'party',
  };
  return byStance[score.reading.stance] ?? 'contracting';
}

function stanceText({ reading, answers }: Score): string {
  if (!reading) return answers > 0 ? 'to be entered' : '';
  if (reading.status === 'uncoded') return 'to be assessed';
  if (reading.status === 'disputed') return 'two assessments';
  return reading.status === 'agreed' ? stanceWords[reading.stance] : `${stanceWords[reading.stance]} (one person)`;
}
