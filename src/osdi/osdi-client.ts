import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** Who asks: a client with a token, or anybody. */
export interface OsdiClient {
  /** As the audit log names it; `anybody` reads nothing that is recorded */
  actor: string;
  /** It may read persons */
  reads: boolean;
  /** The only campaign its token is for; null: all */
  campaignId: string | null;
}

/** A client without a token: it reads what is public. */
export const anybody: OsdiClient = { actor: 'anybody', reads: false, campaignId: null };

const clients = new WeakMap<FastifyRequest, OsdiClient>();

/** Called by OsdiGuard only. */
export const rememberClient = (request: FastifyRequest, client: OsdiClient): void => void clients.set(request, client);

/** The client behind a request to a route that is also open without a token; null for an unauthenticated one. */
export const clientOf = (request: FastifyRequest): OsdiClient | null => clients.get(request) ?? null;

/** The client of a route that requires a token. */
export const CurrentClient = createParamDecorator((_: unknown, context: ExecutionContext): OsdiClient => {
  const client = clientOf(context.switchToHttp().getRequest<FastifyRequest>());
  if (!client) throw new Error('This route is open without a token.');
  return client;
});
