// Load over HTTP with autocannon. Input: {url, connections, seconds|amount, path, method?, signups?, paths?}
import autocannon from 'autocannon';

process.once('message', async ({ url, connections = 64, seconds, amount, method = 'GET', path = '/', signups, paths }) => {
  let n = 0;
  const request = { method, path };
  if (signups) {
    request.headers = { 'content-type': 'application/json' };
    request.setupRequest = (next) => {
      n++;
      next.body = JSON.stringify({
        givenName: 'Ada',
        familyName: `Lovelace ${String.fromCharCode(97 + (n % 26))}`,
        email: `${signups}.${n}@example.org`,
        country: ['GB', 'FR', 'ES', 'UA', 'DE'][n % 5],
        locale: ['en', 'fr', 'es', 'uk'][n % 4],
        showName: n % 3 === 0,
        consents: [{ purpose: 'signature', wording: '2026-11' }, ...(n % 2 ? [{ purpose: 'newsletter', wording: '2026-11' }] : [])],
      });
      return next;
    };
  }
  if (paths) request.setupRequest = (next) => ({ ...next, path: paths[n++ % paths.length] });
  const limits = amount ? { amount } : { duration: seconds };
  const result = await autocannon({ url, connections, ...limits, requests: [request], timeout: 60 });
  process.send({
    perSecond: (result['2xx'] + result['3xx']) / result.duration,
    answered: result['2xx'] + result['3xx'],
    failed: result.errors + result.timeouts + result['4xx'] + result['5xx'],
    p50: result.latency.p50,
    p99: result.latency.p99,
  });
});
