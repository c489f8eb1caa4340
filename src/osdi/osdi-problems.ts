import type { ProblemDialect } from '../platform/http/problem.filter.js';
import type { Problem } from '../platform/http/problem.js';
import { halJson, root } from './osdi.values.js';

/** Errors below the root in OSDI format. Invalid requests are 400, as its documents say. */
export const osdiProblems: ProblemDialect = {
  prefix: `${root}`,
  type: halJson,
  statusOf: (status) => (status === 422 ? 400 : status),
  write: ({ status, code, detail, errors = [] }: Problem) => {
    const faults = errors.map((fault) => ({
      error_code: fault.code,
      description: fault.detail,
      properties: [fault.pointer],
    }));
    return {
      'osdi:error': {
        request_type: 'atomic',
        response_code: status,
        resource_status: [
          {
            resource: 'request',
            response_code: status,
            error_descriptions: [{ error_code: code, description: detail }, ...faults],
          },
        ],
      },
    };
  },
};
