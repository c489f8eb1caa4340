import type { FastifyInstance, FastifyReply } from 'fastify';
import { sendUntrustedAttachment } from '../../http/untrusted-attachment.js';
import { sendPage } from '../../http/page.js';
import { mailPage, notFoundPage, type MailView } from './mail-page.js';
import type { KeptMail, MailStore } from './mail-store.js';
import { framed, mailHeaders } from './page-headers.js';
import { attachmentContent, htmlWithPictures } from './read-mail.js';

interface Asked {
  Params: { id: string; number: string };
}
type Handler = (mail: KeptMail, reply: FastifyReply, params: Asked['Params']) => Promise<void>;

/** Bytes of a message that the source page shows; the whole can be downloaded. */
const shownSource = 200_000;
/** Content type of an attachment: never the one it claims. */
const contentType = 'application/octet-stream';

/** The pages of one email, its parts, and its deletion. */
export function addMailRoutes(app: FastifyInstance, store: MailStore): void {
  const notFound = (reply: FastifyReply): void => sendPage(reply, notFoundPage(), 404);

  const route = (method: 'GET' | 'POST', path: string, handle: Handler): void =>
    void app.route<Asked>({
      method,
      url: `/mails/:id${path}`,
      handler: async ({ params }, reply) => {
        const mail = store.get(params.id);
        if (mail) await handle(mail, reply, params);
        else notFound(reply);
        return reply;
      },
    });

  const page = (path: string, viewOf: (mail: KeptMail) => MailView | Promise<MailView>): void =>
    route('GET', path, async (mail, reply) => {
      const view = await viewOf(mail);
      store.markOpened(mail);
      sendPage(reply, mailPage(mail, view));
    });

  page('', ({ html }) => ({ as: html === null ? 'text' : 'html' }));
  page('/text', () => ({ as: 'text' }));
  page('/source', async (mail) => {
    const raw = await store.raw(mail);
    return { as: 'source', source: raw.subarray(0, shownSource).toString('utf8'), isWhole: raw.length <= shownSource };
  });

  // What the frame of the page shows.
  route('GET', '/content', async (mail, reply) => {
    const html = await htmlWithPictures(await store.raw(mail));
    if (html === null) notFound(reply);
    else void reply.headers(mailHeaders).type('text/html; charset=utf-8').send(framed(html));
  });
  route('GET', '/message.eml', async (mail, reply) =>
    sendUntrustedAttachment(reply, { filename: `${mail.id}.eml`, contentType, content: await store.raw(mail) }),
  );
  route('GET', '/attachments/:number', async (mail, reply, { number }) => {
    const index = Number(number) - 1;
    const file = mail.attachments[index];
    const content = file ? await attachmentContent(await store.raw(mail), index) : null;
    if (!file || !content) notFound(reply);
    else sendUntrustedAttachment(reply, { filename: file.filename, contentType, content });
  });
  route('POST', '/delete', async (mail, reply) => {
    await store.remove([mail]);
    void reply.redirect('/', 303);
  });
}
