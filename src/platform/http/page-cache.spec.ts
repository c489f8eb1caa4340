import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FastifyReply } from 'fastify';
import { readConfig } from '../config/config.js';
import { Metrics } from '../metrics.js';
import { PageCache, type Rendered } from './page-cache.js';

describe('PageCache', () => {
  let cache: PageCache;
  let server: Server;
  let renderings: string[];
  let render: (path: string) => Promise<Rendered>;
  const page = (body: string): Rendered => ({
    body,
    contentType: 'text/plain',
    headers: { vary: 'Accept-Language', 'cache-control': 'public' },
  });

  beforeEach(async () => {
    cache = new PageCache(readConfig({}), new Metrics());
    renderings = [];
    render = (path) => Promise.resolve(page(`page of ${path}`));
    server = createServer((request, response) => void answer(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  /** The way of a request through the application: memory first, then the route. */
  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (cache.serve(request, response, 'request-1')) return;
    const path = request.url ?? '';
    // What the cache uses of a Fastify reply.
    const reply = {
      request: { raw: request, id: 'request-1' },
      raw: response,
      hijack: () => undefined,
    } as unknown as FastifyReply;
    await cache
      .send(reply, path, path.startsWith('/petitions') ? 'petitions' : 'other', () => {
        renderings.push(path);
        return render(path);
      })
      .catch(() => cache.sendAsItWas(reply) || response.writeHead(500).end());
  }
  const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { method, headers });

  it('renders a page once for all requests while it is fresh or being rendered', async () => {
    const texts = await Promise.all(['/a', '/a', '/a', '/b'].map(async (path) => (await get(path)).text()));
    await get('/a');
    expect(texts).toEqual(['page of /a', 'page of /a', 'page of /a', 'page of /b']);
    expect(renderings.sort()).toEqual(['/a', '/b']);
  });

  it('renders again after a change, and only what the change affects', async () => {
    await get('/petitions/x');
    await get('/b');
    cache.expire('petitions');
    await get('/petitions/x');
    await get('/b');
    expect(renderings).toEqual(['/petitions/x', '/b', '/petitions/x']);
  });

  it('does not keep a page whose rendering a change has overtaken', async () => {
    let finish: (rendered: Rendered) => void = () => undefined;
    render = () => new Promise((resolve) => (finish = resolve));
    const early = get('/petitions/x');
    while (renderings.length === 0) await new Promise((resolve) => setImmediate(resolve));
    cache.expire('petitions');
    finish(page('before the change'));
    expect(await (await early).text()).toBe('before the change');
    render = () => Promise.resolve(page('after the change'));
    expect(await (await get('/petitions/x')).text()).toBe('after the change');
  });

  it('caches no failure: the next request tries again', async () => {
    render = () => Promise.reject(new Error('no database'));
    expect((await get('/a')).status).toBe(500);
    render = () => Promise.resolve(page('there again'));
    expect(await (await get('/a')).text()).toBe('there again');
  });

  it('compresses for clients that accept it, under its own ETag, with Vary', async () => {
    const plain = await get('/a', { 'accept-encoding': 'identity' });
    const zipped = await get('/a', { 'accept-encoding': 'gzip' });
    for (const refusing of ['gzip;q=0', 'br, gzip; q=0.000', 'identity, gzip ;q=0'])
      expect((await get('/a', { 'accept-encoding': refusing })).headers.get('content-encoding')).toBeNull();
    for (const taking of ['gzip;q=0.5', 'br;q=0, gzip', 'deflate, gzip;q=1.0'])
      expect((await get('/a', { 'accept-encoding': taking })).headers.get('content-encoding')).toBe('gzip');
    expect([plain.headers.get('content-encoding'), zipped.headers.get('content-encoding')]).toEqual([null, 'gzip']);
    expect(await zipped.text()).toBe(await plain.text());
    expect(plain.headers.get('etag')).not.toBe(zipped.headers.get('etag'));
    expect([plain.headers.get('vary'), zipped.headers.get('vary')]).toEqual(
      Array(2).fill('Accept-Language, Accept-Encoding'),
    );
  });

  it('answers "not modified" to clients that have this very page', async () => {
    const etag = (await get('/a')).headers.get('etag') ?? '';
    expect((await get('/a', { 'if-none-match': etag })).status).toBe(304);
    expect((await get('/a', { 'if-none-match': '"another"' })).status).toBe(200);
    render = () => Promise.resolve(page('changed'));
    cache.expire('other');
    expect((await get('/a', { 'if-none-match': etag })).status).toBe(200);
  });

  it('knows the page again in a list of pages, and after a proxy has weakened its ETag (RFC 9110, 13.1.2)', async () => {
    const etag = (await get('/a')).headers.get('etag') ?? '';
    for (const known of [`W/${etag}`, `"other", ${etag}`, `"other",W/${etag} `, '*'])
      expect([known, (await get('/a', { 'if-none-match': known })).status]).toEqual([known, 304]);
  });

  it('answers HEAD with the headers of the page and no body', async () => {
    const [full, head] = [await get('/a'), await get('/a', {}, 'HEAD')];
    expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, full.headers.get('etag'), '']);
  });

  it('shows a page as it was while the database is away, saying so, and the new one afterwards', async () => {
    const html = (text: string): Rendered => ({ ...page(`<main>${text}</main>`), contentType: 'text/html' });
    render = () => Promise.resolve(html('old'));
    await get('/a');
    cache.expire('other');
    cache.asOf = (text, madeAt) => text.replace('<main>', `<main>${madeAt.getUTCFullYear()} `);
    render = () => Promise.reject(new Error('away'));
    const answer = await get('/a');
    expect(await answer.text()).toBe(`<main>${new Date().getUTCFullYear()} old</main>`);
    expect([answer.headers.get('cache-control'), answer.headers.get('age')]).toEqual(['no-store', '0']);
    expect((await get('/unknown')).status).toBe(500);
    render = () => Promise.resolve(html('new'));
    expect(await (await get('/a')).text()).toBe('<main>new</main>');
  });

  it('sends exactly the bytes it announces', async () => {
    render = () => Promise.resolve(page('Дякуємо 🙂'));
    const answer = await get('/a', { 'accept-encoding': 'identity' });
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect([bytes.length, bytes.toString()]).toEqual([Number(answer.headers.get('content-length')), 'Дякуємо 🙂']);
  });

  it('sends short and long pages whole, one after another over one connection', async () => {
    for (const length of [1, 14 * 1024, 14 * 1024 + 1, 300_000]) {
      const text = 'é'.repeat(length / 2) + 'x'.repeat(length % 2);
      render = () => Promise.resolve(page(text));
      cache.expire('other');
      const answer = await get('/a', { 'accept-encoding': 'identity' });
      expect([answer.headers.get('content-length'), (await answer.text()) === text]).toEqual([String(length), true]);
    }
  });
});
