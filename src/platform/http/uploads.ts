import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Lets file uploads through on these routes (patterns) and nowhere else. The route reads them as they arrive; nothing is stored automatically. */
export async function takeFilesAt(fastify: FastifyInstance, routes: readonly string[]): Promise<void> {
  fastify.addHook('onRequest', (request, _reply, done) => {
    const { url } = request.routeOptions as { url?: string };
    const here = url === undefined || routes.includes(url);
    done(
      !here && /^\s*multipart\//i.test(request.headers['content-type'] ?? '')
        ? new UnsupportedMediaTypeException()
        : undefined,
    );
  });
  const { default: multipart } = await import('@fastify/multipart');
  await fastify.register(multipart, {
    // The route counts the bytes of its file.
    limits: {
      fields: 20,
      fieldNameSize: 100,
      fieldSize: 4_096,
      files: 1,
      parts: 21,
      headerPairs: 20,
      fileSize: Infinity,
    },
  });
}

/** Discards the rest of a request that was already answered; a client that is cut off often never reads the response. */
export function discardRest({ raw }: FastifyRequest): void {
  raw.unpipe();
  raw.resume();
}
