import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { logged } from '../support/served-log.js';
import { startServer } from '../support/server.js';
import { createStartedDatabase } from '../support/test-database.js';
import { confirmLinkIn, press, signBy } from '../support/visitor.js';
import { ask } from '../support/whole-database.js';

const program = fileURLToPath(new URL('../../examples/count-log-verify/main.go', import.meta.url));
const isHere =
  existsSync('/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog') && spawnSync('go', ['version']).status === 0;

/** Debian's golang-go and golang-golang-x-mod-dev. */
(isHere ? describe : describe.skip)('the log of a petition in the eyes of Go', () => {
  it('is verified entry by entry by an implementation that is not ours', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'demarche-go-'));
    const database = await createStartedDatabase();
    // More than a tile, and one that a visitor confirms.
    await ask(
      database.url,
      `with p as (select id, last_number from petition where slug = 'reconsider'),
       people as (insert into supporter (id, email_key, email, locale, created_at, mail_day, mail_count)
         select gen_random_uuid(), sha256(n::text::bytea), 'signer' || n || '@example.org', 'en', now(), current_date, 0 from generate_series(1, 600) n
         returning id),
       signed as (insert into signature (id, petition_id, supporter_id, status, given_name, family_name, country, locale, show_name, signed_at, confirmed_at, number)
         select gen_random_uuid(), p.id, s.id, 'confirmed', 'Signer', 'Example', 'CA', 'en', false, now(), now(), p.last_number + row_number() over ()
         from people s, p returning 1),
       counted as (insert into count_delta (petition_id, country, day, pending, confirmed) select id, 'CA', current_date, 0, 600 from p)
       update petition set last_number = last_number + 600 where slug = 'reconsider'`,
    );
    const server = await startServer({ DATABASE_URL: database.url, DATA_DIR: folder });
    try {
      await (await signBy(server.url, 'ada@example.org')).text();
      await press(confirmLinkIn((await server.mailTo('ada@example.org')).text));
      await logged(server, database.url, 'reconsider', 601);
      const address = `${server.url}/petitions/reconsider/log`;
      const [origin, size, root] = (await (await fetch(`${address}/checkpoint`)).text()).split('\n');
      const env = { ...process.env, GO111MODULE: 'off', GOPATH: '/usr/share/gocode', GOCACHE: join(folder, 'go') };
      const { status, stdout, stderr } = spawnSync('go', ['run', program, address], { env, encoding: 'utf8' });
      expect([status, stdout, stderr]).toEqual([0, `${origin} ${size} ${root}\n`, '']);
      expect(Number(size)).toBeGreaterThan(601);
    } finally {
      await server.stop();
      await database.drop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
