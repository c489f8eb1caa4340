import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fastify } from 'fastify';
import { sendPage } from '../../http/page.js';
import type { MailboxLimits } from './limits.js';
import { listPage } from './list-page.js';
import { liveScript } from './live-script.js';
import { notFoundPage } from './mail-page.js';
import { addMailRoutes } from './mail-routes.js';
import type { MailStore } from './mail-store.js';
import { isOwn } from './own-page.js';
import { pageHeaders } from './page-headers.js';
import { stylesheet } from './stylesheet.js';

interface Asked {
  Querystring: { search?: unknown; page?: unknown };
}

/** Serves the mailbox on loopback: its pages, the parts of emails, and all emails as JSON. */
export async function servePages(
  store: MailStore,
  limits: MailboxLimits,
  port: number,
): Promise<{ port: number; close: () => Promise<void> }> {
  const app = fastify({
    forceCloseConnections: true,
    serverFactory: (answer) =>
      createServer((request, response) => {
        if (isOwn(request)) answer(request, response);
        else response.writeHead(403).end();
      }),
  });
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(pageHeaders);
    await store.restored;
  });
  app.setNotFoundHandler((_request, reply) => sendPage(reply, notFoundPage(), 404));
  // The forms are buttons: their bodies are not read.
  app.addContentTypeParser('application/x-www-form-urlencoded', (_request, body, done) =>
    done(null, void body.resume()),
  );

  app.get<Asked>('/', ({ query }, reply) => {
    const [search, page] = [asText(query.search).trim(), Math.max(1, Math.floor(Number(query.page)) || 1)];
    sendPage(reply, listPage({ mails: store.find(search), total: store.size, search, page, limits }));
  });
  app.post('/delete-all', async (_request, reply) => {
    await store.remove(store.find());
    return reply.redirect('/', 303);
  });
  addMailRoutes(app, store);
  // For scripts: every parsed email, oldest first.
  app.get<Asked>('/api/email', ({ query }, reply) => void reply.send(store.find(asText(query.search)).reverse()));

  // Notifies an open list of changes.
  app.get('/changes', (_request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, { ...pageHeaders, 'content-type': 'text/event-stream' }).write(':\n\n');
    reply.raw.once(
      'close',
      store.watch(() => reply.raw.write('data: changed\n\n')),
    );
  });
  app.get('/mailbox.css', (_request, reply) => void reply.type('text/css; charset=utf-8').send(stylesheet));
  app.get('/mailbox.js', (_request, reply) => void reply.type('text/javascript; charset=utf-8').send(liveScript));

  await app.listen({ host: '127.0.0.1', port });
  return { port: (app.server.address() as AddressInfo).port, close: () => app.close() };
}

const asText = (value: unknown): string => (typeof value === 'string' ? value : '');
