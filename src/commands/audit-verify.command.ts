import { InvalidArgumentError, type Command } from 'commander';
import { mostFindings } from '../access/audit-chain.js';
import { AuditLog } from '../access/audit.service.js';
import { addCommand, exitCodes, type CommonOptions } from './add-command.js';
import { progressOf } from './progress.js';
import { tell } from './tell.js';
import { withApp } from './with-app.js';

/** `audit:verify`: says whether the audit log is as it was written, and prints the hash that stands for all of it. */
export function registerAuditVerify(program: Command): void {
  addCommand(program, 'audit:verify', {
    description:
      'check that no entry of the audit log was changed, removed or slipped in; print the newest hash to keep elsewhere',
    examples: ['audit:verify', `audit:verify --expect-head ${'3f'.repeat(32)}`],
    finding: 'the audit log is not as it was written; what is broken stands on stderr, and with --json on stdout',
  })
    .option('--expect-head <hash>', 'a hash printed earlier, to be found in the chain', hashOf)
    .action((options: CommonOptions & { expectHead?: string }) =>
      withApp(async (app) => {
        const progress = progressOf(options, 'entries read');
        const verdict = await app
          .get(AuditLog)
          .verify(options.expectHead, progress.add)
          .finally(() => progress.end());
        const { entries, head, broken } = verdict;
        const intact = broken.length === 0;
        tell(
          options,
          { intact, ...verdict },
          `Entries: ${entries}\nHead: ${head || 'none yet'}${intact ? '\nThe audit log is intact.' : ''}`,
        );
        if (intact) return;
        process.exitCode = exitCodes.found;
        if (options.json) return;
        for (const { id, reason } of broken) console.error(`Broken at entry ${id}: ${reason}`);
        if (broken.length === mostFindings) console.error('There may be more; no others are listed.');
      }),
    );
}

function hashOf(text: string): string {
  if (!/^[0-9a-f]{64}$/i.test(text))
    throw new InvalidArgumentError('It must be the 64 hexadecimal digits printed as head.');
  return text.toLowerCase();
}
