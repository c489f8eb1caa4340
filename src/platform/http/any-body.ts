import { isUtf8 } from 'node:buffer';
import { parse } from 'node:querystring';
import type { FastifyInstance } from 'fastify';

/** A content type of our own, so that parsing here does not change how other routes parse theirs. */
const ownType = 'application/x-any-body';
const form = /^\s*application\/x-www-form-urlencoded\b/i;
const withBody = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/**
 * These routes (patterns) accept a body of any content type, none, or a wrong one: email clients post what they like (RFC 8058 asks for multipart).
 * Fields are read if there are any; an unreadable body is null, and never a reason to refuse the request.
 * @param routes the routes @param strict those of them whose forms are parsed as everywhere else, so that broken text is refused
 */
export function takeAnyBodyAt(fastify: FastifyInstance, routes: RegExp, strict: RegExp): void {
  fastify.addContentTypeParser(ownType, { parseAs: 'buffer' }, async (request: { raw: object }, body: Buffer) =>
    fieldsIn(body, types.get(request.raw) ?? ''),
  );
  const types = new WeakMap<object, string>();
  fastify.addHook('onRequest', (request, _reply, done) => {
    const { url = '' } = request.routeOptions as { url?: string };
    const type = request.raw.headers['content-type'] ?? '';
    const isOurs = withBody.has(request.method) && routes.test(url) && !(strict.test(url) && form.test(type));
    if (isOurs) {
      types.set(request.raw, type);
      request.raw.headers['content-type'] = ownType;
    }
    done();
  });
}

async function fieldsIn(body: Buffer, type: string): Promise<unknown> {
  try {
    if (/^\s*multipart\/form-data\b/i.test(type)) {
      const fields = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData();
      return Object.fromEntries([...fields].filter(([, value]) => typeof value === 'string'));
    }
    if (!isUtf8(body)) return null;
    const text = body.toString('utf8').trim();
    return /^[[{"]/.test(text) ? (JSON.parse(text) as unknown) : parse(text, '&', '=', { maxKeys: 100 });
  } catch {
    return null;
  }
}
