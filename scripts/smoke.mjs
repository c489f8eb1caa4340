// Starts the program on an empty data folder, signs, confirms by the mail that arrives in the local mailbox, and exports on the command line. Runs with
// whatever Node.js it is started by: `npx -p node@24 node scripts/smoke.mjs`.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { buildIfNeeded } from './build.mjs';
import { root } from './production.mjs';
import { freePorts, removeData, startProgram } from './running.mjs';

const address = 'smoke@example.org';
const mailSeconds = 20;

async function wanted(answer, status) {
  if (answer.status !== status)
    throw new Error(`${answer.url}: ${answer.status} in place of ${status}: ${(await answer.text()).slice(0, 500)}`);
  return answer;
}

async function sign({ url }) {
  const petition = await (await wanted(await fetch(`${url}/api/v1/petitions/reconsider`), 200)).json();
  const { wording } = petition.consents.find(({ purpose }) => purpose === 'signature');
  const body = {
    givenName: 'Ada',
    familyName: 'Smoke',
    email: address,
    country: 'FR',
    consents: [{ purpose: 'signature', wording }],
  };
  const headers = { 'content-type': 'application/json' };
  await wanted(
    await fetch(`${url}/api/v1/petitions/reconsider/signatures`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    }),
    202,
  );
}

async function confirm({ mailboxUrl }) {
  for (const end = Date.now() + mailSeconds * 1000; Date.now() < end; await sleep(100)) {
    const mails = await (await fetch(`${mailboxUrl}/api/email`)).json();
    const mail = mails.find(({ to }) => to.some((one) => one.address === address));
    const [link] = /https?:\S+\/c\/[\w-]+/.exec(mail?.text ?? '') ?? [];
    if (link === undefined) continue;
    await wanted(await fetch(link, { method: 'POST', redirect: 'manual' }), 303);
    return;
  }
  throw new Error(`No mail with a link came within ${mailSeconds} seconds.`);
}

await buildIfNeeded();
const begun = performance.now();
const folder = mkdtempSync(join(tmpdir(), 'demarche-smoke-'));
const env = { PATH: process.env.PATH, HOME: process.env.HOME, ...(await freePorts()), DATA_DIR: folder };
let program;
try {
  program = await startProgram(env);
  await sign(program);
  await confirm(program);
  const list = join(folder, 'list.csv');
  await promisify(execFile)(
    process.execPath,
    ['scripts/cli.mjs', 'export', '--petition', 'reconsider', '--out', list],
    { cwd: root, env },
  );
  if (!readFileSync(list, 'utf8').includes(address)) throw new Error('The export does not hold the signature.');
  const code = await program.stop();
  program = undefined;
  if (code !== 0) throw new Error(`The program ended with ${code} when it was told to stop.`);
  console.log(
    `Node.js ${process.version}: started, signed, confirmed, exported in ${((performance.now() - begun) / 1000).toFixed(1)} s.`,
  );
} finally {
  await program?.stop();
  removeData(folder);
}
