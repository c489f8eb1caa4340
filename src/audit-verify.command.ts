import { InvalidArgumentError, type Command } from 'commander';
import { mostFindings } from './access/audit-chain.js';
import { AuditLog } from './access/audit.service.js';
import { StartupProblem } from './platform/errors.js';
import { withApp } from './with-app.js';

/** `audit:verify`: says whether the audit log is as it was written, and prints the hash that stands for all of it. */
export function registerAuditVerify(program: Command): void {
  program
    .command('audit:verify')
    .description('check that no entry of the audit log was changed, removed or slipped in; print the newest hash to keep elsewhere')
    .option('--expect-head <hash>', 'a hash printed earlier, to be found in the chain', hashOf)
    .action(({ expectHead }: { expectHead?: string }) =>
      withApp(async (app) => {
        const { entries, head, broken } = await app.get(AuditLog).verify(expectHead);
        console.log(`Entries: ${entries}\nHead: ${head || 'none yet'}`);
        const faults = broken.map(({ id, reason }) => `Broken at entry ${id}: ${reason}`);
        if (faults.length === mostFindings) faults.push('There may be more; no others are listed.');
        if (faults.length > 0) throw new StartupProblem(faults.join('\n'));
        console.log('The audit log is intact.');
      }),
    );
}

function hashOf(text: string): string {
  if (!/^[0-9a-f]{64}$/i.test(text)) throw new InvalidArgumentError('It must be the 64 hexadecimal digits printed as head.');
  return text.toLowerCase();
}
