import { InvalidArgumentError, type Command } from 'commander';
import { LogKeys } from '../transparency/log-keys.service.js';
import { LogRestarts } from '../transparency/log-restarts.service.js';
import { check, type CheckOptions } from '../transparency/verifier/check.js';
import { addCommand, type CommonOptions } from './add-command.js';
import { tell } from './tell.js';
import { withApp } from './with-app.js';

const aReason = 'The database was restored from a backup of 1 April.';

/** The public logs of petitions: verified from outside, begun again, signed with another key. */
export function registerLogs(program: Command): void {
  addCommand(program, 'log:verify', {
    description: 'verify the public log of a petition, of any installation, against its published number',
    examples: [
      'log:verify https://example.org/petitions/name',
      'log:verify https://example.org/petitions/name --state seen.json',
    ],
    finding: 'the log or the number is wrong; the findings and the evidence are printed',
  })
    .argument('<address>', 'of the petition')
    .option('--vkey <key>', 'the key to trust, if you know it from elsewhere')
    .option('--state <file>', 'remembers this visit; the next one checks that the log only grew')
    .option('--no-wait', 'do not wait until the log has caught up with the number')
    .action(
      async (
        address: string,
        { vkey, state, wait, ...options }: CommonOptions & Omit<CheckOptions, 'isImpatient'> & { wait: boolean },
      ) => {
        const { exitCode, verdict, lines } = await check(address, {
          ...(vkey !== undefined && { vkey }),
          ...(state !== undefined && { state }),
          isImpatient: !wait,
        });
        process.exitCode = exitCode;
        if (verdict) tell(options, { verified: exitCode === 0, ...verdict }, lines.join('\n'));
        else console.error(lines.join('\n'));
      },
    );

  addCommand(program, 'log:restart', {
    description: 'end the log of a petition that cannot go on, and begin another, with a public reason',
    examples: [`log:restart reconsider --reason "${aReason}"`],
  })
    .argument('<petition>', 'short name of the petition')
    .requiredOption('--reason <sentence>', 'why, for everybody to read', sentenceOf)
    .action((petition: string, options: CommonOptions & { reason: string }) =>
      withApp(async (app) => {
        const origin = await app.get(LogRestarts).restart(petition, options.reason, 'cli');
        tell(options, { origin }, `The log goes on as ${origin}; the next minute adds all signatures to it.`);
      }),
    );

  addCommand(program, 'log:rotate-key', {
    description: 'sign the logs of petitions with a new key from now on; the old one signs that it follows',
    examples: ['log:rotate-key'],
  }).action((options: CommonOptions) =>
    withApp(async (app, { runtime }) => {
      const { number, publicKey } = await app.get(LogKeys).rotate(new URL(runtime.config.PUBLIC_URL).host);
      const key = publicKey.toString('base64');
      tell(options, { number, publicKey: key }, `Key ${number} signs from the next checkpoint on: ${key}`);
    }),
  );
}

function sentenceOf(text: string): string {
  const reason = text.trim();
  if (reason.length < 10 || reason.length > 500)
    throw new InvalidArgumentError('It must be a sentence of 10 to 500 characters.');
  return reason;
}
