import { PayloadTooLargeException } from '@nestjs/common';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** Room for texts in every language, in scripts of which a form sends each letter as six or nine bytes. */
const limit = 1024 * 1024;
/** What somebody pastes by mistake comes back with the error beside it, also 5 MB of it in such a script. */
const pastedLimit = 16 * 1024 * 1024;

interface LongForms {
  /** Routes whose forms may be longer than others */
  routes: RegExp;
  /** Those among them whose forms may be as long as anything that is pasted, if `isKnown` says so */
  pasted: RegExp;
  isKnown: (request: FastifyRequest) => Promise<boolean>;
}

/** Lets forms at some routes be longer than others. Called before the routes are declared. */
export function takeLongForms(fastify: FastifyInstance, { routes, pasted, isKnown }: LongForms): void {
  fastify.addHook('onRoute', (route) => {
    if (route.method !== 'POST' || !routes.test(route.url)) return;
    route.bodyLimit = limit;
    if (!pasted.test(route.url)) return;
    route.bodyLimit = pastedLimit;
    // Nobody else has so much of our memory; a body of unknown length counts as long.
    route.onRequest = async (request: FastifyRequest) => {
      const { 'content-length': length } = request.headers;
      if (!(Number(length ?? Infinity) <= limit) && !(await isKnown(request))) throw new PayloadTooLargeException();
    };
  });
}
