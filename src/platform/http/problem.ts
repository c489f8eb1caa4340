import type { DomainError, Fault } from '../errors.js';

/** RFC 9457 with a stable dotted `code`, and one entry per faulty field. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  errors?: readonly Fault[];
  /** Of a failure on our side: the log has a line with this id. */
  requestId?: string;
}

const titles: Record<number, string> = {
  400: 'Bad request',
  401: 'Sign-in required',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  408: 'Too slow',
  409: 'Conflict',
  410: 'Gone',
  413: 'Body too large',
  415: 'Unsupported media type',
  422: 'Not valid',
  429: 'Too many requests',
  431: 'Head too large',
  500: 'Internal error',
  503: 'Temporarily unavailable',
};

const codes: Record<number, string> = {
  400: 'request.malformed',
  401: 'auth.required',
  403: 'auth.forbidden',
  404: 'route.not_found',
  405: 'route.method',
  408: 'request.timeout',
  413: 'request.too_large',
  414: 'request.too_large',
  415: 'request.media_type',
  429: 'rate.limited',
  431: 'request.too_large',
  500: 'server.error',
  503: 'server.unavailable',
};

export const titleOfStatus = (status: number): string => titles[status] ?? 'Request refused';
/** The code of an error that has only a status: what the server itself refuses. */
export const codeOfStatus = (status: number): string => codes[status] ?? 'request.refused';

export const plainProblem = (status: number, detail: string): Problem => ({
  type: 'about:blank',
  title: titleOfStatus(status),
  status,
  detail,
  code: codeOfStatus(status),
});

/** An expected failure as its caller reads it. */
export const problemOf = ({ code, httpStatus, message, faults }: DomainError): Problem => ({
  ...plainProblem(httpStatus, message),
  code,
  ...(faults && { errors: faults }),
});
