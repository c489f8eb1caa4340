// Load over HTTP/1.1 keep-alive connections, written on bare sockets: the generator shares the machine with the server,
// so each request must cost it little. Input: {url, connections, seconds | amount, method, path, signups?, paths?}
import { connect } from 'node:net';

const countries = ['GB', 'FR', 'ES', 'UA', 'DE'];
const empty = Buffer.alloc(0);
const languages = ['en', 'fr', 'es', 'uk'];

/** A sign-up no other run of this prefix makes. */
function signup(prefix, n) {
  return JSON.stringify({
    givenName: 'Ada',
    familyName: `Lovelace ${String.fromCharCode(97 + (n % 26))}`,
    email: `${prefix}.${n}@example.org`,
    country: countries[n % 5],
    locale: languages[n % 4],
    showName: n % 3 === 0,
    consents: [
      { purpose: 'signature', wording: '2026-11' },
      ...(n % 2 ? [{ purpose: 'newsletter', wording: '2026-11' }] : []),
    ],
  });
}

process.once(
  'message',
  async ({
    url,
    connections = 64,
    seconds = Infinity,
    amount = Infinity,
    method = 'GET',
    path = '/',
    signups,
    paths,
  }) => {
    const { hostname, port, host } = new URL(url);
    let n = 0;
    let failed = 0;
    const times = [];
    // Pages are asked for as browsers do.
    const head = (at) =>
      `${method} ${at} HTTP/1.1\r\nHost: ${host}\r\n${method === 'GET' ? 'Accept-Encoding: gzip\r\n' : ''}`;
    const fixed = Buffer.from(`${head(path)}${method === 'POST' ? 'Content-Length: 0\r\n' : ''}\r\n`);

    const next = () => {
      const current = n++;
      if (signups) {
        const body = signup(signups, current);
        return `${head(path)}Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
      }
      if (paths) return `${head(paths[current % paths.length])}Content-Length: 0\r\n\r\n`;
      return fixed;
    };

    const begun = performance.now();
    const until = begun + seconds * 1000;
    await Promise.all(Array.from({ length: connections }, () => converse(Number(port), hostname, next)));
    const elapsed = (performance.now() - begun) / 1000;
    times.sort((a, b) => a - b);
    const at = (q) => Math.round(times[Math.floor(times.length * q)] ?? 0);
    process.send({ perSecond: times.length / elapsed, answered: times.length, failed, p50: at(0.5), p99: at(0.99) });

    /** One connection: asks, waits for the whole answer, asks again. */
    function converse(toPort, toHost, nextRequest) {
      return new Promise((resolve) => {
        const socket = connect(toPort, toHost);
        socket.setNoDelay(true);
        let sentAt = 0;
        let missing = -1; // bytes of the answer still to come; -1 before its head was read
        let begun = empty; // a head of which only a part has come
        const ask = () => {
          sentAt = performance.now();
          if (n >= amount || sentAt >= until) return socket.end();
          socket.write(nextRequest());
        };
        socket.on('connect', ask);
        socket.on('error', () => failed++);
        socket.on('close', () => resolve());
        socket.on('data', (chunk) => {
          if (missing < 0) {
            const answer = begun.length > 0 ? Buffer.concat([begun, chunk]) : chunk;
            const end = answer.indexOf('\r\n\r\n');
            begun = end < 0 ? answer : empty;
            if (end < 0) return;
            const headText = answer.latin1Slice(0, end);
            const length = /\r\ncontent-length: *(\d+)/i.exec(headText)?.[1];
            missing = Number(length ?? 0) - (answer.length - end - 4);
            if (headText[9] !== '2' && headText[9] !== '3') failed++;
          } else missing -= chunk.length;
          if (missing > 0) return;
          missing = -1;
          times.push(performance.now() - sentAt);
          ask();
        });
      });
    }
  },
);
