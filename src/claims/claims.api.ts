import type { OperationDescription } from '../platform/openapi/operation.js';
import { factList } from './claims.schema.js';

export const listClaims: OperationDescription = {
  id: 'listClaims',
  tag: 'Claims',
  cached: true,
  summary: 'Facts our texts may use today, with their sources',
  detail: 'Claims that were refused, are opinions, have expired or were retired are not included.',
  answers: {
    200: {
      description: 'In the order of the register.',
      schema: factList,
      others: { 'text/csv': 'With `format=csv`: RFC 4180, UTF-8, a header line.' },
    },
  },
};
