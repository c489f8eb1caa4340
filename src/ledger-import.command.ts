import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { InvalidArgumentError, type Command } from 'commander';
import { z } from 'zod';
import { StartupProblem } from './platform/errors.js';
import type { Day } from './platform/day.js';
import type { LedgerEvent } from './treaties/ledger-event.js';
import { LedgerImportService, type ListFile } from './treaties/ledger-import.service.js';
import type { ImportPlan } from './treaties/ledger-plan.js';
import { conventionCodes, type ConventionCode } from './treaties/position.status.js';
import { ImportRefused } from './treaties/treaties.errors.js';
import { TreatiesReference } from './treaties/treaties.reference.js';
import { withApp } from './with-app.js';

interface ImportOptions {
  asOf: Day;
  parties?: Partial<Record<ConventionCode, number>>;
  dryRun?: true;
  confirm?: string;
  yes?: true;
}

const nothing = 'Nothing was written.';

/** `ledger:import`: shows what a refreshed depositary list would change, and writes it only when that is confirmed. */
export function registerLedgerImport(program: Command): void {
  program
    .command('ledger:import')
    .description('take a refreshed depositary list into the ledger; shows the difference and writes only what was confirmed')
    .argument('<file>', 'the list in CSV, UTF-8, with the columns of prisma/reference/treaty_status.csv')
    .requiredOption('--as-of <day>', 'day to which the list speaks, such as 2026-12-01', dayOf)
    .option('--parties <totals>', 'totals printed on the list, to be met: APMBC=162,CCM=112', totalsOf)
    .option('--dry-run', 'show the difference and stop')
    .option('--confirm <hash>', 'write, if the plan is still the one with this hash')
    .option('--yes', 'write whatever the plan is')
    .action((file: string, options: ImportOptions) => {
      // Read first: a file that is not there is told at once, without a database.
      const list = { name: basename(file), text: textOf(file), asOf: options.asOf, parties: options.parties };
      return withApp(async (app) => {
        await app.get(TreatiesReference).load();
        await run(app.get(LedgerImportService), list, options);
      });
    });
}

async function run(imports: LedgerImportService, list: ListFile, options: ImportOptions): Promise<void> {
  try {
    const plan = await imports.plan(list);
    console.log(describe(list, plan));
    if (options.dryRun) return console.log(`\nDry run. ${nothing}`);
    await refuseUnconfirmed(plan.hash, options);
    const { events } = await imports.execute(list, { actor: 'cli', hash: plan.hash });
    console.log(
      events.length === 0
        ? '\nThe list is on record. No event was entered.'
        : `\n${events.length} ${events.length === 1 ? 'event was entered and waits' : 'events were entered and wait'} for a second person to verify. Nothing is public before that.`,
    );
  } catch (error) {
    throw error instanceof ImportRefused ? new StartupProblem([...error.problems, nothing].join('\n')) : error;
  }
}

/** By the hash of what was seen, by --yes, or by a person at the terminal. */
async function refuseUnconfirmed(hash: string, { confirm, yes }: ImportOptions): Promise<void> {
  if (confirm !== undefined) {
    if (confirm !== hash) throw new StartupProblem(`The plan is ${hash} now, not ${confirm.slice(0, 40)}. ${nothing}`);
  } else if (!yes) {
    if (!process.stdin.isTTY) throw new StartupProblem(`${nothing} To write this plan, add --confirm ${hash}`);
    if ((await answerTo('\nType "yes" to write this: ')) !== 'yes') throw new StartupProblem(nothing);
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

function textOf(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    throw new StartupProblem(
      code === 'ERR_ENCODING_INVALID_ENCODED_DATA'
        ? `${file} is not text in UTF-8. Save it as "CSV UTF-8".`
        : `${file} cannot be read (${code}).`,
    );
  }
}

function dayOf(text: string): Day {
  if (!z.iso.date().safeParse(text).success) throw new InvalidArgumentError('It must be a day like 2026-12-01.');
  return text;
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
