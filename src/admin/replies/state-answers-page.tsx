import type { VNode } from 'preact';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { TimelineEntry } from '../../replies/answers/state-timeline.service.js';
import type { Answer } from '../../replies/answers/answers.service.js';
import type { StateFacts } from '../../treaties/states.service.js';
import type { Refused } from '../frame/form.js';
import { AnswerCard, AnswerForm } from './answer-forms.js';
import { Problem } from '../frame/fields.js';
import { Layout } from '../frame/layout.js';
import { Table } from '../frame/table.js';
import { inWords } from '../frame/words.js';

export interface StateAnswersProps {
  staff: SignedIn;
  state: StateFacts;
  timeline: readonly TimelineEntry[];
  answers: readonly Answer[];
  names: ReadonlyMap<string, string>;
  refused?: Refused | undefined;
}

/** One State: its replies, their assessments, and its history, beside the ledger. */
export function StateAnswersPage(props: StateAnswersProps): VNode {
  const { staff, state, timeline, answers, names, refused } = props;
  return (
    <Layout
      title={`Replies: ${state.name}`}
      staff={staff}
      path="/admin/answers"
      crumbs={[]}
      primary={{ href: '#record', label: 'Record a reply', permission: 'letters:write' }}
    >
      <Problem message={refused?.problem} />
      <p>
        <a href={`/admin/ministries/${state.iso}`}>The ministry</a> · <a href={`/states/${state.iso}`}>The ledger</a>
      </p>
      {answers.map((answer) => (
        <AnswerCard staff={staff} answer={answer} names={names} />
      ))}
      {may(staff.role, 'letters:write') && (
        <AnswerForm staff={staff} iso={state.iso} letters={lettersIn(timeline)} refused={refused} />
      )}
      <h2>History</h2>
      {timeline.length === 0 ? (
        <p>Nothing yet.</p>
      ) : (
        <Table
          label="History, the newest first"
          columns={['When', 'What', 'By']}
          rows={timeline.map((entry) => ({ cells: [entry.on, what(entry), by(entry, names)] }))}
        />
      )}
    </Layout>
  );
}

/** Sent letters that a reply can refer to; the newest first. */
function lettersIn(timeline: readonly TimelineEntry[]): { id: string; reference: string }[] {
  const sent = timeline.flatMap((entry) =>
    entry.what === 'letter' && ['sent', 'posted', 'delivered'].includes(entry.event)
      ? [[entry.letterId, { id: entry.letterId, reference: entry.reference }] as const]
      : [],
  );
  return [...new Map(sent).values()];
}

function what(entry: TimelineEntry): VNode | string {
  switch (entry.what) {
    case 'ledger':
      return `${entry.convention}: ${inWords(entry.event)}`;
    case 'letter':
      return (
        <>
          <a href={`/admin/letters/${entry.letterId}`}>{entry.reference}</a> {inWords(entry.event)}
        </>
      );
    case 'answer':
      return (
        <>
          Reply by {entry.answer.medium}: <a href={`#answer-${entry.answer.id}`}>{entry.answer.reading.status}</a>
        </>
      );
    case 'decision':
      return `${inWords(entry.decision)}: ${entry.reason}`;
  }
}

function by(entry: TimelineEntry, names: ReadonlyMap<string, string>): string {
  const actor =
    entry.what === 'letter' || entry.what === 'decision'
      ? entry.actor
      : entry.what === 'answer'
        ? entry.answer.enteredBy
        : '';
  return names.get(actor) ?? actor;
}
