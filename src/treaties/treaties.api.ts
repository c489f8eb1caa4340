import type { AnswerDescription, OperationDescription } from '../platform/openapi/operation.js';
import {
  conventionList,
  conventionWithTotals,
  eventList,
  eventReceipt,
  positionList,
  stateList,
  stateWithLedger,
} from './open-data.schema.js';
import { ConventionUnknown, LedgerRefused, ledgerRefusals, StateUnknown } from './treaties.errors.js';

const tag = 'Treaty ledger';
const csv = { 'text/csv': 'With `format=csv`: RFC 4180, UTF-8, a header line, the licence in every row.' };
const table = (description: string, schema: AnswerDescription['schema']): Record<number, AnswerDescription> => ({
  200: { description, ...(schema && { schema }), others: csv },
});

const lookUp = 'Positions are derived from events that two people have verified; `on` asks for any day.';

export const listStates: OperationDescription = {
  id: 'listStates',
  tag,
  cached: true,
  summary: 'All States, with their position under both conventions',
  detail: lookUp,
  answers: table('Sorted by name in the language of the response.', stateList),
};

export const getState: OperationDescription = {
  id: 'getState',
  tag,
  cached: true,
  summary: 'One State: positions, clock of a notice, and every valid event',
  detail: lookUp,
  answers: table('The State.', stateWithLedger),
  errors: [new StateUnknown()],
};

export const listConventions: OperationDescription = {
  id: 'listConventions',
  tag,
  cached: true,
  summary: 'The two conventions',
  answers: { 200: { description: 'Both, with the provisions the campaign refers to.', schema: conventionList } },
};

export const getConvention: OperationDescription = {
  id: 'getConvention',
  tag,
  cached: true,
  summary: 'One convention: totals on a day, and membership over time',
  answers: { 200: { description: 'The convention.', schema: conventionWithTotals } },
  errors: [new ConventionUnknown()],
};

export const listPositions: OperationDescription = {
  id: 'listPositions',
  tag,
  cached: true,
  summary: 'The position of every State under a convention',
  detail: lookUp,
  answers: table('One entry per State, with its sources.', positionList),
  errors: [new ConventionUnknown()],
};

export const listEvents: OperationDescription = {
  id: 'listEvents',
  tag,
  cached: true,
  summary: 'Every valid event under a convention',
  answers: table('Events by State, oldest first.', eventList),
  errors: [new ConventionUnknown()],
};

export const recordEvent: OperationDescription = {
  id: 'recordEvent',
  tag,
  scope: 'ledger:write',
  summary: 'Enter an event into the ledger',
  detail: 'The event waits until a person has verified it, and is not public before.',
  answers: { 201: { description: 'It awaits verification by a second person.', schema: eventReceipt } },
  errors: [
    new StateUnknown(),
    new ConventionUnknown(),
    ...ledgerRefusals.map((code) => new LedgerRefused(code, 'on', 'The ledger refuses the event; the code says why.')),
  ],
};
