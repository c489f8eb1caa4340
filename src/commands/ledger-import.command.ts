import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { InvalidArgumentError, type Command } from 'commander';
import { StartupProblem } from '../platform/errors.js';
import type { Day } from '../platform/day.js';
import type { LedgerEvent } from '../treaties/ledger-event.js';
import { LedgerImportService, type ListFile } from '../treaties/ledger-import.service.js';
import type { ImportPlan } from '../treaties/ledger-plan.js';
import { conventionCodes, type ConventionCode } from '../treaties/position.status.js';
import { ImportRefused } from '../treaties/treaties.errors.js';
import { TreatiesReference } from '../treaties/treaties.reference.js';
import { addCommand, type CommonOptions } from './add-command.js';
import { dayOf } from './day-of.js';
import { progressOf } from './progress.js';
import { tell } from './tell.js';
import { textOf } from './text-of.js';
import { withApp } from './with-app.js';

interface ImportOptions extends CommonOptions {
  asOf: Day;
  parties?: Partial<Record<ConventionCode, number>>;
  dryRun?: true;
  confirm?: string;
  yes?: true;
}

const nothing = 'Nothing was written.';

/** `ledger:import`: shows what a refreshed depositary list would change, and writes it only after confirmation. */
export function registerLedgerImport(program: Command): void {
  addCommand(program, 'ledger:import', {
    description:
      'import a refreshed depositary list into the ledger; shows the difference and writes only what was confirmed',
    examples: [
      'ledger:import status.csv --as-of 2026-12-01 --dry-run',
      'ledger:import status.csv --as-of 2026-12-01 --confirm 0123456789abcdef',
    ],
  })
    .argument('<file>', 'the list in CSV, UTF-8, with the columns of prisma/reference/treaty_status.csv')
    .requiredOption('--as-of <day>', 'date the list refers to, e.g. 2026-12-01', dayOf)
    .option('--parties <totals>', 'expected totals, checked before writing: APMBC=162,CCM=112', totalsOf)
    .option('--dry-run', 'show the difference and stop')
    .option('--confirm <hash>', 'write, if the plan still has this hash')
    .option('--yes', 'write without confirmation')
    .action((file: string, options: ImportOptions) => {
      // Read first: a missing file is reported at once, without a database.
      const list = { name: basename(file), text: textOf(file), asOf: options.asOf, parties: options.parties };
      return withApp(async (app) => {
        await app.get(TreatiesReference).load();
        await run(app.get(LedgerImportService), list, options);
      });
    });
}

async function run(imports: LedgerImportService, list: ListFile, options: ImportOptions): Promise<void> {
  const progress = progressOf(options, 'of 2 steps: compare, write');
  try {
    const plan = await imports.plan(list);
    progress.add(1, 2);
    progress.end();
    if (!options.json) console.log(describe(list, plan));
    if (options.dryRun) return tell(options, outcomeOf(plan, null), `\nDry run. ${nothing}`);
    await refuseUnconfirmed(plan.hash, options);
    const { events } = await imports.execute(list, { actor: 'cli', hash: plan.hash });
    const [n, waits] = events.length === 1 ? ['1 event was', 'waits'] : [`${events.length} events were`, 'wait'];
    const done =
      events.length === 0
        ? 'The list is recorded. No event was entered.'
        : `${n} entered and ${waits} for a second person to verify. Nothing is public before that.`;
    tell(options, outcomeOf(plan, events.length), `\n${done}`);
  } catch (error) {
    throw error instanceof ImportRefused
      ? new StartupProblem([...error.problems, nothing].join('\n'), error.code)
      : error;
  }
}

/** @param entered how many events were written; null: it was a dry run */
const outcomeOf = ({ changes, extra, totals, hash }: ImportPlan, entered: number | null) => ({
  hash,
  changes,
  extra,
  totals,
  written: entered !== null,
  entered: entered ?? 0,
});

/** By the hash of the shown plan, by --yes, or by a person at the terminal. */
async function refuseUnconfirmed(hash: string, { confirm, yes, json }: ImportOptions): Promise<void> {
  if (confirm !== undefined) {
    if (confirm !== hash)
      throw new StartupProblem(
        `The plan is ${hash} now, not ${confirm.slice(0, 40)}. ${nothing}`,
        'ledger.import_changed',
      );
  } else if (!yes) {
    const unconfirmed = 'ledger.import_unconfirmed';
    if (!process.stdin.isTTY || json)
      throw new StartupProblem(`${nothing} To write this plan, add --confirm ${hash}`, unconfirmed);
    if ((await answerTo('\nType "yes" to write this: ')) !== 'yes') throw new StartupProblem(nothing, unconfirmed);
  }
}

/** What a person types; empty when the terminal is closed instead. */
function answerTo(question: string): Promise<string> {
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  return new Promise((resolve) => {
    terminal.once('close', () => resolve(''));
    terminal.question(question, (answer) => {
      resolve(answer.trim());
      terminal.close();
    });
  });
}

function describe({ name, asOf }: ListFile, { changes, extra, totals, hash }: ImportPlan): string {
  const line = (
    { iso, convention, kind, consentKind }: Pick<LedgerEvent, 'iso' | 'convention' | 'kind' | 'consentKind'>,
    when: string,
  ): string => `  ${iso}  ${convention.padEnd(5)}  ${(consentKind ?? kind.replaceAll('_', ' ')).padEnd(20)}  ${when}`;
  const whenOf = ({ on, in: period }: Pick<LedgerEvent, 'on' | 'in'>): string => on ?? period ?? '';
  const added = changes.filter(({ corrects }) => !corrects).map(({ event }) => line(event, whenOf(event)));
  const corrected = changes.flatMap(({ event, corrects }) => {
    if (!corrects) return [];
    const by = corrects.consentKind === event.consentKind ? '' : ` (${corrects.consentKind ?? ''})`;
    return [line(event, `${whenOf(corrects)}${by} → ${whenOf(event)}`)];
  });
  const group = (title: string, lines: string[]): string[] => ['', `${title}: ${lines.length}`, ...lines];
  return [
    `${name}, as of ${asOf}, against the ledger`,
    ...group('New', added),
    ...group('Corrected', corrected),
    ...group(
      'In the ledger but not in the list (stays)',
      extra.map((event) => line(event, whenOf(event))),
    ),
    '',
    `Parties on ${asOf}, before → after`,
    ...conventionCodes.map((code) => `  ${code.padEnd(5)}  ${totals[code].before} → ${totals[code].after}`),
    '',
    `Plan ${hash}`,
  ].join('\n');
}

function totalsOf(text: string): Partial<Record<ConventionCode, number>> {
  const entries = text.split(',').map((part) => {
    const [, code = '', n] = /^\s*(\w+)=(\d{1,3})\s*$/.exec(part) ?? [];
    const known = conventionCodes.find((one) => one === code.toUpperCase());
    if (!known) throw new InvalidArgumentError('It must be like APMBC=162,CCM=112.');
    return [known, Number(n)];
  });
  return Object.fromEntries(entries) as Partial<Record<ConventionCode, number>>;
}
