import type { Command } from 'commander';
import { addCommand, exitCodes, type CommonOptions } from './add-command.js';
import { examine } from './doctor.js';
import { tell } from './tell.js';
import { withApp } from './with-app.js';

/** `doctor`: checks everything a running campaign depends on. */
export function registerDoctor(program: Command): void {
  addCommand(program, 'doctor', {
    description:
      'check database, rights, migrations, keys, mail server, sender records, clock, disk and address, and say how to fix problems',
    examples: ['doctor', 'doctor --json'],
    finding: 'problems found; each finding says how to fix it',
  }).action((options: CommonOptions) =>
    withApp(async (app, { runtime }) => {
      const findings = await examine(app, runtime);
      const well = findings.every((finding) => finding.well);
      const lines = findings.map(
        (one) =>
          `${one.well ? 'ok   ' : 'LOOK '} ${one.check}: ${one.says}${one.well ? '' : `\n      → ${one.remedy}`}`,
      );
      tell(
        options,
        { well, findings: findings.map((one) => ({ ...one, remedy: one.well ? null : one.remedy })) },
        lines.join('\n'),
      );
      if (!well) process.exitCode = exitCodes.found;
    }),
  );
}
