import { z } from 'zod';
import { FiguresElsewhere } from './health.errors.js';
import type { OperationDescription } from '../platform/openapi/operation.js';

const tag = 'Operation';
const health = z.object({ status: z.enum(['ok', 'unavailable']) }).meta({ id: 'Health' });

export const getLive: OperationDescription = {
  id: 'getLive',
  tag,
  summary: 'The process is alive',
  detail: 'Does not check dependencies.',
  answers: { 200: { description: 'It is.', schema: health } },
};

export const getReady: OperationDescription = {
  id: 'getReady',
  tag,
  summary: 'This process can handle traffic',
  answers: {
    200: { description: 'It can.', schema: health },
    503: {
      description:
        'The database does not respond or is read-only, or the process is shutting down: send the traffic elsewhere.',
      schema: health,
    },
  },
};

export const getMetrics: OperationDescription = {
  id: 'getMetrics',
  tag,
  summary: 'The metrics an operator watches',
  detail:
    'Served here only where METRICS_TOKEN is set, to anyone who sends it as a bearer token; otherwise 404, and they have a separate port (METRICS_PORT).',
  answers: { 200: { description: 'The Prometheus text format.', others: { 'text/plain': 'One sample per line.' } } },
  errors: [new FiguresElsewhere()],
};
