import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { currentWork, type Work } from '../tracing/current-work.js';
import type { Tracing } from '../tracing/tracing.js';
import type { Metrics } from '../metrics.js';
import { eventStreamType } from './event-stream.js';
import { requestIdHeader } from './request-ids.js';

const works = new WeakMap<FastifyRequest, Work>();
const workOf = (request: FastifyRequest): Work => works.get(request) ?? { requestId: request.id };

/** Staff pages and everything that needs a token; public requests carry neither. */
const isDesk = ({ url, headers }: FastifyRequest): boolean =>
  url.startsWith('/admin') || url.startsWith('/api/osdi') || headers.authorization !== undefined;

const isStream = (reply: FastifyReply): boolean => String(reply.getHeader('content-type')).startsWith(eventStreamType);

/**
 * What is done for every request that reaches the framework: headers, id, timing, tracing. Responses from memory are not among them.
 * @param headers that every response has
 */
export function followRequests(
  fastify: FastifyInstance,
  headers: Readonly<Record<string, string>>,
  metrics: Metrics,
  tracing: Tracing,
): void {
  fastify.addHook('onRequest', (request, reply, done) => {
    void reply.headers(headers).header(requestIdHeader, request.id);
    const span = tracing.begin('request', { kind: 'server', attributes: { 'demarche.request_id': request.id } });
    const work: Work = { requestId: request.id, ...(isDesk(request) && { desk: true }), ...(span && { span }) };
    works.set(request, work);
    // Closed in any case: answered, or left by the client.
    reply.raw.once('close', currentWork.begin());
    currentWork.runIn(work, done);
  });
  // The body is read in the context of the socket, which knows of no request.
  fastify.addHook('preValidation', (request, _reply, done) => currentWork.runIn(workOf(request), done));
  fastify.addHook('onResponse', (request, reply, done) => {
    const { statusCode } = reply;
    // A stream lasts as long as somebody watches, which says nothing about how quick we are.
    if (!isStream(reply))
      metrics.latency.observe({ method: request.method, status: statusCode }, reply.elapsedTime / 1000);
    // The pattern of the route: the path itself may hold a token.
    const route = (request.routeOptions as { url?: string } | undefined)?.url ?? '(no route)';
    const attributes = {
      'http.request.method': request.method,
      'http.route': route,
      'http.response.status_code': statusCode,
    };
    works.get(request)?.span?.end(attributes, statusCode >= 500);
    done();
  });
}
