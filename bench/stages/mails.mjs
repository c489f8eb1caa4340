import { inPairs } from '../lib/pairs.mjs';
import { runChild, startApp, startChild } from '../lib/processes.mjs';

/** Confirmation mails out of the outbox, against a bare Nodemailer pool that sends one finished mail to the same server. */
export async function mails(bench) {
  const amount = bench.quick ? 1_000 : 6_000;
  const connections = 8;
  const sink = await startChild('smtp-sink.mjs', { port: await bench.freePort() });
  const wrong = [];
  const result = await inPairs(
    bench.rounds,
    async () => {
      const database = await bench.freshDatabase();
      const common = {
        DATABASE_URL: database.url,
        SECRET_KEY: bench.secretKey,
        SMTP_URL: sink.url,
        MAIL_CONNECTIONS: connections,
      };
      const web = await startApp({ ...common, PORT: await bench.freePort(), ROLE: 'web' });
      await runChild('http-load.mjs', {
        url: web.url,
        amount,
        method: 'POST',
        path: '/api/v1/petitions/reconsider/signatures',
        signups: 'm',
      });
      await web.stop();
      await sink.ask('reset');
      const worker = await startApp({ ...common, PORT: await bench.freePort(), ROLE: 'worker' });
      const sent = async () =>
        (
          await database.client.query(
            `select count(*)::int as n, min(finished_at) as first, max(finished_at) as last from outbox_mail where status = 'sent'`,
          )
        ).rows[0];
      let state = await sent();
      while (state.n < amount) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        state = await sent();
      }
      // From the worker's first claim (before its first mail was settled) to the last settlement, as the database saw it.
      const begun = (
        await database.client.query(
          'select min(claimed) as at from (select min(finished_at) as claimed from outbox_mail) c',
        )
      ).rows[0].at;
      const seconds = (state.last - begun) / 1000;
      await worker.stop();
      const received = await sink.ask('count');
      if (received.mails !== amount || received.distinct !== amount)
        wrong.push(`${received.mails} mails to ${received.distinct} of ${amount}`);
      await database.drop();
      return { perSecond: amount / seconds };
    },
    () => runChild('mail-loop.mjs', { url: sink.url, amount, connections }),
  );
  sink.stop();
  return [
    {
      name: 'outbox mails (limit: bare Nodemailer pool)',
      ours: result.oursPerSecond,
      limit: result.limitPerSecond,
      ratio: result.ratio,
      atLeast: 0.6,
      wrong,
    },
  ];
}
