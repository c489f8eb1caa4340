import type { VNode } from 'preact';
import type { SignedIn } from '../../access/sessions.service.js';
import { answers, confidences, consentKinds, eventKinds } from '../../treaties/event.values.js';
import { conventionCodes } from '../../treaties/position.status.js';
import type { StateFacts } from '../../treaties/states.service.js';
import type { Refused } from '../frame/form.js';
import { Area, Check, Field, Refusal, Select } from '../frame/fields.js';
import { Csrf, Layout } from '../frame/layout.js';
import { eventText, SourceOfEvent, type HeldEvent } from './ledger-events.js';
import { Table } from '../frame/table.js';
import { capital, optionsOf } from '../frame/words.js';

export interface LedgerEntryProps {
  staff: SignedIn;
  states: readonly StateFacts[];
  /** Valid and pending events of the chosen State and convention; null while they are not chosen. */
  events: readonly HeldEvent[] | null;
  input: Readonly<Record<string, string>>;
  /** The event to be corrected. */
  corrected: HeldEvent | undefined;
  refused: Refused | undefined;
}

const fields = [
  'iso',
  'convention',
  'kind',
  'on',
  'in',
  'consentKind',
  'relatesTo',
  'note',
  'sourceTitle',
  'sourceUrl',
  'notification',
  'asOf',
  'confidence',
];

/** Kinds of events that others can refer to. */
const answered = new Set(Object.values(answers).flatMap(({ kinds }) => kinds));

/** The form of an event, and what is already in the ledger about the State. */
export function LedgerEntryPage(props: LedgerEntryProps): VNode {
  const { staff, input, corrected, refused } = props;
  return (
    <Layout
      title={input.supersedes ? 'Correct an event' : 'Enter an event'}
      staff={staff}
      path="/admin/ledger"
      crumbs={[]}
    >
      <Refusal refused={refused} fields={fields} />
      <form class="card" method="post" action="/admin/ledger/new" noValidate>
        <Csrf staff={staff} />
        {input.supersedes && (
          <>
            <input type="hidden" name="supersedes" value={input.supersedes} />
            <p class="notice">
              This will replace:{' '}
              <strong>{corrected ? eventText(corrected) : 'an event of another State, or one corrected since'}</strong>.
              The old one stays in the history.
            </p>
            <Check
              name="voids"
              label="This event did not happen: void it without replacement."
              checked={input.voids !== undefined}
            />
          </>
        )}
        <What {...props} />
        <Proof {...props} />
        <p class="buttons">
          <button class="button" type="submit">
            Enter
          </button>
          <button class="button small plain" type="submit" name="look" value="yes">
            Show the ledger of this State
          </button>
        </p>
        <p class="quiet">It becomes public when another person has verified it.</p>
      </form>
      <Held {...props} />
    </Layout>
  );
}

function What({ states, events, input, refused }: LedgerEntryProps): VNode {
  const shared = (name: string) => ({ name, value: input[name], faults: refused?.faults ?? [] });
  const possible = (events ?? []).filter(({ kind }) => answered.has(kind));
  return (
    <fieldset>
      <legend>What happened</legend>
      <div class="filters wide">
        <Select
          {...shared('iso')}
          label="State"
          options={[choose, ...states.map(({ iso, name }) => ({ value: iso, label: name }))]}
        />
        <Select
          {...shared('convention')}
          label="Convention"
          options={[choose, ...conventionCodes.map((code) => ({ value: code, label: code }))]}
        />
        <Select {...shared('kind')} label="Kind of event" options={[choose, ...optionsOf(eventKinds)]} />
        <Select
          {...shared('consentKind')}
          label="Type of consent to be bound"
          options={[none, ...optionsOf(consentKinds)]}
        />
        <Field {...shared('on')} label="Day" type="date" />
        <Field {...shared('in')} label="Or only a month or year" help="E.g. 2026-05 or 2026" />
      </div>
      <Select
        {...shared('relatesTo')}
        label="Event it refers to"
        options={[none, ...possible.map((event) => ({ value: event.root, label: capital(eventText(event)) }))]}
        help={`${events === null ? 'The second button below fills this list once State and convention are chosen. ' : ''}For an entry into force, a revoked notice, a withdrawal that takes effect, an objection or the end of a conflict. Left empty, the ledger finds it when only one is possible.`}
      />
      <Area
        {...shared('note')}
        label="Note"
        rows={2}
        help="Of an armed conflict: which one, and who says that it is one. The ledger infers none."
      />
    </fieldset>
  );
}

function Proof({ input, refused }: LedgerEntryProps): VNode {
  const shared = (name: string) => ({ name, value: input[name], faults: refused?.faults ?? [] });
  return (
    <fieldset>
      <legend>Source</legend>
      <Field {...shared('sourceTitle')} label="Title" required />
      <Field {...shared('sourceUrl')} label="Web address" type="url" required />
      <div class="filters wide">
        <Field {...shared('notification')} label="Depositary notification" help="E.g. C.N.123.2026.TREATIES-XXVI.5" />
        <Field
          {...shared('asOf')}
          label="As of"
          type="date"
          help="The date the source refers to; for a date of effect, the date of the depositary’s notification"
          required
        />
        <Select {...shared('confidence')} label="Confidence" options={[choose, ...optionsOf(confidences)]} />
      </div>
    </fieldset>
  );
}

const choose = { value: '', label: 'Choose …' };
const none = { value: '', label: '—' };

/** Existing events, each with a link to correct it. */
const Held = ({ states, events, input }: LedgerEntryProps): VNode | null =>
  events && (
    <section>
      <h2>{`In the ledger: ${states.find(({ iso }) => iso === input.iso)?.name ?? input.iso}, ${input.convention}`}</h2>
      {events.length === 0 && <p class="notice">No events, verified or pending.</p>}
      {events.length > 0 && (
        <Table
          label="Events of this State"
          columns={['Event', 'Source', 'Change']}
          rows={events.map((event) => ({
            cells: [
              capital(eventText(event)),
              <SourceOfEvent event={event} />,
              <a href={`/admin/ledger/new?supersedes=${event.id}`} aria-label={`Correct: ${eventText(event)}`}>
                Correct
              </a>,
            ],
          }))}
        />
      )}
    </section>
  );
