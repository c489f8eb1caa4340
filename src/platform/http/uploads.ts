import { UnsupportedMediaTypeException } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Lets forms with a file through at these routes (patterns) and nowhere else. They are read there as they arrive, and nothing is kept by itself. */
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

/** Throws away what is still on its way of a request that was answered; a sender that is cut off often never reads the answer. */
export function discardRest({ raw }: FastifyRequest): void {
  raw.unpipe();
  raw.resume();
}
