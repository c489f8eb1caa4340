import type { OperationDescription } from '../../platform/openapi/operation.js';
import { demandDetail, demandList } from './demand-view.schema.js';
import { DemandNotFound } from './demands.errors.js';

const tag = 'Demands';

export const listDemands: OperationDescription = {
  id: 'listDemands',
  tag,
  cached: true,
  summary: 'What the campaign asks, of whom, by when, and what has become of it',
  detail: 'Statuses are derived from dated events and never stored. Withdrawn demands stay in the list.',
  answers: {
    200: {
      description: 'In the order they were stated; withdrawn ones last.',
      schema: demandList,
      others: { 'text/csv': 'With `format=csv`: RFC 4180, UTF-8, a header line, one line per demand and addressee.' },
    },
  },
};

export const getDemand: OperationDescription = {
  id: 'getDemand',
  tag,
  cached: true,
  summary: 'One demand: its words, each addressee with its status, and what happened',
  answers: { 200: { description: 'The demand.', schema: demandDetail } },
  errors: [new DemandNotFound()],
};
