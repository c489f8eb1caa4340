import { z } from 'zod';
import { FiguresElsewhere } from './health.errors.js';
import type { OperationDescription } from '../platform/openapi/operation.js';

const tag = 'Operation';
const health = z.object({ status: z.enum(['ok', 'unavailable']) }).meta({ id: 'Health' });

export const getLive: OperationDescription = {
  id: 'getLive',
  tag,
  summary: 'The process answers',
  detail: 'Says nothing of what it depends on.',
  answers: { 200: { description: 'It does.', schema: health } },
};

export const getReady: OperationDescription = {
  id: 'getReady',
  tag,
  summary: 'This process can take traffic',
  answers: {
    200: { description: 'It can.', schema: health },
    503: {
      description:
        'The database does not answer or takes no writes, or the process is going down: send the traffic elsewhere.',
      schema: health,
    },
  },
};

export const getMetrics: OperationDescription = {
  id: 'getMetrics',
  tag,
  summary: 'The figures an operator watches',
  detail:
    'Answered here only where METRICS_TOKEN is set, to who sends it as a bearer token; otherwise 404, and they have a port of their own (METRICS_PORT).',
  answers: { 200: { description: 'The Prometheus text format.', others: { 'text/plain': 'One sample a line.' } } },
  errors: [new FiguresElsewhere()],
};
