import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { FastAnswer, MarkedRoute } from './route-marks.js';

/**
 * Answers the routes marked `@FastLane` before Nest's pipeline.
 * @param fail turns an error into the answer
 */
export function addFastLanes(
  fastify: FastifyInstance,
  lanes: readonly MarkedRoute<FastAnswer<unknown>>[],
  fail: (error: unknown, request: FastifyRequest, reply: FastifyReply) => void,
): void {
  const byPattern = new Map(lanes.map((lane) => [lane.pattern, lane]));
  fastify.addHook('preHandler', (request, reply, done) => {
    const lane = request.method === 'POST' ? byPattern.get(request.routeOptions.url ?? '') : undefined;
    if (!lane) return done();
    lane.mark(lane.controller, request, reply).catch((error: unknown) => fail(error, request, reply));
  });
}
