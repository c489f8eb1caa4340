import Fastify from 'fastify';
import { request } from 'node:http';
for (const fix of [false, true]) {
  const f = Fastify({ bodyLimit: 65536 });
  f.post('/', async () => 'ok');
  if (fix)
    f.addHook('onSend', (q, r, p, d) => {
      if (r.statusCode === 413) {
        r.removeHeader('connection');
        q.raw.resume();
      }
      d(null, p);
    });
  const url = await f.listen({ port: 0 });
  const tally = {};
  for (let i = 0; i < 20; i++) {
    const r = await new Promise((res) => {
      const q = request(url, { method: 'POST', headers: { 'content-type': 'application/json', 'transfer-encoding': 'chunked' } }, (x) => {
        x.resume();
        res(x.statusCode);
      });
      q.on('error', (e) => res(e.code));
      const big = 'x'.repeat(100_000);
      let n = 0;
      const w = () => {
        while (n++ < 100)
          if (!q.write(big)) {
            q.once('drain', w);
            return;
          }
        q.end();
      };
      w();
    });
    tally['chunked ' + r] = (tally['chunked ' + r] ?? 0) + 1;
  }
  for (let i = 0; i < 40; i++) {
    let r;
    try {
      const res = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '"' + 'x'.repeat(10_000_000) + '"',
      });
      r = res.status;
      await res.text();
    } catch (e) {
      r = e.cause?.code ?? e.message;
    }
    tally[r] = (tally[r] ?? 0) + 1;
  }
  console.log(fix, tally);
  await f.close();
}
