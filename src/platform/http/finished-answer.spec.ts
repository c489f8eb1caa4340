import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { finishedAnswer, write } from './finished-answer.js';

describe('a finished answer', () => {
  let server: Server;
  const answer = finishedAnswer('<p>ten thousand</p>', 'text/html', { 'cache-control': 'public', vary: 'Cookie' });

  const serve = async (prepare: (response: import('node:http').ServerResponse) => void = () => undefined) => {
    server = createServer({ keepAliveTimeout: 72_000 }, (request, response) => {
      prepare(response);
      write(request, response, answer, 'request-1');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  };
  afterEach(() => new Promise((resolve) => server.close(resolve)));

  /** Everything the server says to these bytes; the last request must end the connection. */
  const ask = (text: string): Promise<string> =>
    new Promise((resolve, reject) => {
      let heard = '';
      const socket = connect((server.address() as AddressInfo).port, '127.0.0.1', () => socket.write(text));
      socket.on('data', (chunk) => (heard += chunk.toString('latin1')));
      socket.on('close', () => resolve(heard));
      socket.on('error', reject);
    });
  const request = (more = '', version = '1.1', method = 'GET') =>
    `${method} / HTTP/${version}\r\nHost: example.org\r\n${more}\r\n`;
  const last = request('Connection: close\r\n');

  /** Lines of a head in order, with what differs from one answer to the next left out. */
  const headLines = (text: string): string[] =>
    text
      .split('\r\n\r\n')[0]!
      .toLowerCase()
      .replace(/date: .*gmt/, 'date: now')
      .split('\r\n')
      .sort();

  it('has the same head, written in one piece or by Node', async () => {
    await serve();
    const quick = await ask(request() + last);
    await new Promise((resolve) => server.close(resolve));
    // A header that was set before is written by Node.
    await serve((response) => response.setHeader('x-set', 'before'));
    const slow = await ask(request() + last);
    expect(headLines(quick)).toEqual(headLines(slow).filter((line) => line !== 'x-set: before'));
    expect(headLines(quick)).toEqual(
      expect.arrayContaining(['connection: keep-alive', 'keep-alive: timeout=72', 'date: now']),
    );
    expect(quick).toContain('\r\n\r\n<p>ten thousand</p>HTTP/1.1 200 OK');
  });

  it('answers requests that arrive together in their order, and closes the connection when it is asked to', async () => {
    await serve();
    const heard = await ask(request('Connection: keep-alive\r\n') + request('', '1.1', 'HEAD') + request() + last);
    expect(heard.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(4);
    expect(heard.match(/<p>ten thousand<\/p>/g)).toHaveLength(3);
    expect(heard.toLowerCase()).toContain('connection: close');
  });

  it('answers HTTP/1.0 as Node does', async () => {
    await serve();
    expect(await ask(request('', '1.0'))).toMatch(/^HTTP\/1\.1 200 OK[^]*connection: close[^]*<p>ten thousand<\/p>$/i);
  });

  it('says 304 to those who have it', async () => {
    await serve();
    const { etag } = answer.plain;
    const heard = await ask(request(`If-None-Match: ${etag}\r\n`) + last);
    expect(heard).toMatch(/^HTTP\/1\.1 304 Not Modified/);
  });

  it('refuses a header that would end the head', () => {
    expect(() => finishedAnswer('x', 'text/html', { 'x-note': 'a\r\nSet-Cookie: b' })).toThrow('Invalid character');
  });
});
