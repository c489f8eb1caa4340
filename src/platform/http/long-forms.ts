import type { FastifyInstance } from 'fastify';

/** Room for texts in every language, in scripts of which a form sends each letter as six or nine bytes. */
const limit = 1024 * 1024;

/** Lets forms at these routes be longer than others. Called before the routes are declared. */
export function takeLongFormsAt(fastify: FastifyInstance, routes: RegExp): void {
  fastify.addHook('onRoute', (route) => {
    if (route.method === 'POST' && routes.test(route.url)) route.bodyLimit = limit;
  });
}
