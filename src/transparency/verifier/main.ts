// `node demarche-verify.mjs ADDRESS`: verifies the log of a petition. One file without dependencies, made from the sources of Demarche.
import { parseArgs } from 'node:util';
import { check, exitCodes } from './check.js';

const usage = `Usage: node demarche-verify.mjs ADDRESS [--vkey KEY] [--state FILE] [--no-wait]

Reads the whole public log of a petition and checks it against its signature, its own entries and the published number.

  ADDRESS      of the petition, such as https://example.org/petitions/name
  --vkey KEY   the key to trust, if you know it from elsewhere
  --state FILE remembers this visit; the next one checks that the log only grew
  --no-wait    do not wait until the log has caught up with the number

Exit codes: 0 all is right, 1 could not be checked, 2 wrongly called, 3 something is wrong.`;

async function run(args: string[]): Promise<number> {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { vkey: { type: 'string' }, state: { type: 'string' }, 'no-wait': { type: 'boolean' } },
    });
    const [address, ...more] = positionals;
    if (address === undefined || more.length > 0) throw new Error('One address is needed.');
    const { vkey, state, 'no-wait': isImpatient } = values;
    const { exitCode, lines } = await check(address, {
      ...(vkey !== undefined && { vkey }),
      ...(state !== undefined && { state }),
      ...(isImpatient && { isImpatient }),
    });
    console.log(lines.join('\n'));
    return exitCode;
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${usage}`);
    return exitCodes.usage;
  }
}

process.exitCode = await run(process.argv.slice(2));
