import type { Command } from 'commander';
import { Database } from '../platform/database/database.js';
import { UpdateMailings } from '../updates/sending/mailings.service.js';
import { MailingNotFound } from '../updates/sending/sending.errors.js';
import { addCommand, type CommonOptions } from './add-command.js';
import { minuteOf, tableOf, tell } from './tell.js';
import { withApp } from './with-app.js';

/** `updates:list`, `updates:show`, `updates:pause`: the email of updates. Planning, approving and starting are for people on the staff pages. */
export function registerUpdates(program: Command): void {
  addCommand(program, 'updates:list', {
    description: 'show every update with its state and the state of its email',
    examples: ['updates:list'],
  }).action((options: CommonOptions) =>
    withApp(async (app) => {
      const found = await app.get(Database).prisma.campaignUpdate.findMany({
        orderBy: { id: 'desc' },
        select: {
          id: true,
          slug: true,
          state: true,
          publishedAt: true,
          mailing: { select: { state: true, frozen: true } },
        },
      });
      const updates = found.map(({ mailing, ...update }) => ({
        ...update,
        email: mailing?.state ?? null,
        recipients: mailing?.frozen ?? null,
      }));
      const rows = updates.map(({ id, slug, state, publishedAt, email, recipients }) => [
        ...[id, slug, state, minuteOf(publishedAt)],
        ...[email ?? '', recipients === null ? '' : String(recipients)],
      ]);
      tell(
        options,
        { updates },
        tableOf(['id', 'name', 'state', 'published (UTC)', 'email', 'recipients'], rows, 'There is no update.'),
      );
    }),
  );
  addCommand(program, 'updates:show', {
    description: 'show the email of an update: its state, and its recipients by state and provider',
    examples: ['updates:show 0193a3c4-8f5e-7c1a-9d5b-3f6a2b7c8d9e'],
  })
    .argument('<id>', 'as shown by updates:list')
    .action((id: string, options: CommonOptions) =>
      withApp(async (app) => {
        const status = await app.get(UpdateMailings).statusOf(id);
        if (!status) throw new MailingNotFound();
        const { state, pausedBy, frozen, counts, estimatedEnd, providers } = status;
        const head = [
          `${state}${pausedBy === null ? '' : ` by ${pausedBy}`}`,
          ...(estimatedEnd ? [`until about ${minuteOf(estimatedEnd)} UTC`] : []),
        ];
        const sums = Object.entries(counts).map(([name, n]) => `  ${name}: ${n}`);
        const rows = providers.map(({ name, frozen: n, heldUntil }) => [
          name || 'others',
          String(n),
          minuteOf(heldUntil),
        ]);
        const table = tableOf(
          ['provider', 'recipients', 'held until (UTC)'],
          rows,
          'Its recipients are not written down yet.',
        );
        tell(
          options,
          { id, state, pausedBy, frozen, counts, estimatedEnd, providers },
          `${[head.join(', '), ...sums].join('\n')}\n\n${table}`,
        );
      }),
    );
  addCommand(program, 'updates:pause', {
    description:
      'pause the email of an update: nothing more is handed over, until somebody resumes it on the staff pages',
    examples: ['updates:pause 0193a3c4-8f5e-7c1a-9d5b-3f6a2b7c8d9e'],
  })
    .argument('<id>', 'as shown by updates:list')
    .action((id: string, options: CommonOptions) =>
      withApp(async (app) => {
        await app.get(UpdateMailings).pause(id, 'cli');
        tell(options, { id, state: 'paused' }, 'Paused.');
      }),
    );
}
