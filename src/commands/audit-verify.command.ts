import { InvalidArgumentError, type Command } from 'commander';
import { mostFindings } from '../access/audit-chain.js';
import { AuditLog } from '../access/audit.service.js';
import { addCommand, exitCodes, type CommonOptions } from './add-command.js';
import { progressOf } from './progress.js';
import { tell } from './tell.js';
import { withApp } from './with-app.js';

/** `audit:verify`: verifies the audit log, and prints the latest hash, which covers all of it. */
export function registerAuditVerify(program: Command): void {
  addCommand(program, 'audit:verify', {
    description: 'verify the integrity of the audit log and print the latest hash for safekeeping',
    examples: ['audit:verify', `audit:verify --expect-head ${'3f'.repeat(32)}`],
    finding: 'the audit log was tampered with; the findings are on stderr, and with --json on stdout',
  })
    .option('--expect-head <hash>', 'a hash printed earlier, which the chain must still contain', hashOf)
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
        if (broken.length === mostFindings) console.error('There may be more; others are not listed.');
      }),
    );
}

function hashOf(text: string): string {
  if (!/^[0-9a-f]{64}$/i.test(text))
    throw new InvalidArgumentError('It must be the 64 hexadecimal digits printed as head.');
  return text.toLowerCase();
}
