import { until } from './until.js';
import { ask } from './whole-database.js';

/** Lets a served petition's log take in what has happened, without waiting for its minute. @param signatures that it then counts, at least */
export async function logged(
  server: { url: string },
  databaseUrl: string,
  slug: string,
  signatures = 0,
): Promise<void> {
  await until(`the log of ${slug}`, async () => {
    await ask(databaseUrl, `select graphile_worker.add_job('transparency.add_to_count_logs', job_key := 'now')`);
    const answer = await fetch(`${server.url}/api/v1/petitions/${slug}/log`);
    const { signatures: counted } = (await answer.json()) as { signatures?: number };
    return answer.ok && (counted ?? -1) >= signatures;
  });
}
