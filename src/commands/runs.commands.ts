import type { Command } from 'commander';
import { RunsService } from '../letters/sending/runs.service.js';
import { utcDay } from '../platform/clock.js';
import { addCommand, type CommonOptions } from './add-command.js';
import { minuteOf, tableOf, tell } from './tell.js';
import { withApp } from './with-app.js';

/** `runs:list` and `runs:show`: status of runs. Approving, pausing and sending are for people on the staff pages. */
export function registerRuns(program: Command): void {
  addCommand(program, 'runs:list', {
    description: 'show every mailing of letters: day, status, number of letters',
    examples: ['runs:list'],
  }).action((options: CommonOptions) =>
    withApp(async (app) => {
      const runs = (await app.get(RunsService).list()).map(({ _count, ...run }) => ({
        ...headOf(run),
        letters: _count.letters,
      }));
      const rows = runs.map(({ id, onDay, purpose, channel, status, letters, name }) => [
        id,
        onDay,
        purpose,
        channel,
        status,
        String(letters),
        name,
      ]);
      tell(
        options,
        { runs },
        tableOf(['id', 'day', 'purpose', 'by', 'status', 'letters', 'name'], rows, 'There is no mailing.'),
      );
    }),
  );
  addCommand(program, 'runs:show', {
    description: 'show one run: its letters by status, and each with its reasons on hold',
    examples: ['runs:show 0193a3c4-8f5e-7c1a-9d5b-3f6a2b7c8d9e'],
  })
    .argument('<id>', 'as shown by runs:list')
    .action((id: string, options: CommonOptions) =>
      withApp(async (app) => {
        const { letters, ...run } = await app.get(RunsService).get(id);
        const byStatus: Record<string, number> = {};
        for (const { status } of letters) byStatus[status] = (byStatus[status] ?? 0) + 1;
        const lines = letters.map(({ iso, reference, status, dueAt, held }) => ({
          iso,
          reference,
          status,
          dueAt,
          holds: codesOf(held),
        }));
        const document = {
          ...headOf(run),
          planHash: run.planHash,
          approvedAt: run.approvedAt,
          byStatus,
          letters: lines,
        };
        const head = `${run.name}, ${document.onDay}: ${run.status}\n${Object.entries(byStatus)
          .map(([status, n]) => `  ${status}: ${n}`)
          .join('\n')}\n`;
        const rows = lines.map(({ iso, reference, status, dueAt, holds }) => [
          iso,
          reference,
          status,
          minuteOf(dueAt),
          holds.join(' '),
        ]);
        tell(
          options,
          document,
          `${head}\n${tableOf(['State', 'reference', 'state', 'due (UTC)', 'on hold because'], rows, 'It has no letters yet.')}`,
        );
      }),
    );
}

interface Head {
  id: string;
  name: string;
  purpose: string;
  channel: string;
  onDay: Date;
  status: string;
  createdAt: Date;
}

const headOf = ({ id, name, purpose, channel, onDay, status, createdAt }: Head) => ({
  id,
  name,
  purpose,
  channel,
  onDay: utcDay(onDay),
  status,
  createdAt,
});

const codesOf = (held: unknown): string[] =>
  Array.isArray(held)
    ? held.flatMap((hold: { code?: unknown } | null) => (typeof hold?.code === 'string' ? [hold.code] : []))
    : [];
