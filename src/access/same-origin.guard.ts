import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/runtime.js';
import { ForgedRequest } from './access.errors.js';

/** Refuses cross-site form posts. Guards every staff page, including those without a session. */
@Injectable()
export class SameOriginGuard implements CanActivate {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  canActivate(context: ExecutionContext): boolean {
    const { method, headers } = context.switchToHttp().getRequest<FastifyRequest>();
    if (method !== 'GET' && method !== 'HEAD' && !isOwnForm(headers, this.config.PUBLIC_URL)) throw new ForgedRequest();
    return true;
  }
}

/**
 * What the browser reports about the origin of a form. Both headers may be missing (old browsers, other clients), and `Origin` is "null" under our
 * own referrer policy; then the session's form token decides alone. Behind a proxy that rewrites Host, the public address counts as our own too.
 */
export function isOwnForm(headers: FastifyRequest['headers'], publicUrl: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const { origin, host } = headers;
  if (origin === undefined || origin === 'null') return true;
  if (!URL.canParse(origin)) return false;
  return new URL(origin).host === host || new URL(origin).origin === new URL(publicUrl).origin;
}
