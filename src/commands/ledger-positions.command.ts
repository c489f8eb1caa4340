import { Option, type Command } from 'commander';
import type { Day } from '../platform/day.js';
import { positionsCsv } from '../treaties/open-data.js';
import { conventionCodes, type ConventionCode } from '../treaties/position.status.js';
import { PositionsService, type PositionsOnDay } from '../treaties/positions.service.js';
import { TreatiesReference } from '../treaties/treaties.reference.js';
import { addCommand, type CommonOptions } from './add-command.js';
import { dayOf } from './day-of.js';
import { tableOf, tell } from './tell.js';
import { withApp } from './with-app.js';

interface Options extends CommonOptions {
  convention: ConventionCode;
  on?: Day;
  format: 'table' | 'csv';
}

/** `ledger:positions`: the position of every State under a convention, on any day. */
export function registerLedgerPositions(program: Command): void {
  addCommand(program, 'ledger:positions', {
    description:
      'show the position of every State under a convention on a day, according to the verified events of the ledger',
    examples: [
      'ledger:positions --convention APMBC --on 2027-04-04',
      'ledger:positions --convention CCM --format csv > ccm.csv',
    ],
  })
    .addOption(new Option('--convention <code>', 'which convention').choices(conventionCodes).makeOptionMandatory())
    .option('--on <day>', 'e.g. 2027-04-04; default: today (UTC)', dayOf)
    .addOption(
      new Option('--format <format>', 'for people, or the public CSV file').choices(['table', 'csv']).default('table'),
    )
    .action((options: Options) =>
      withApp(async (app) => {
        await app.get(TreatiesReference).load();
        const service = app.get(PositionsService);
        const found = await service.on(options.convention, options.on ?? service.today(), 'en');
        tell(
          options,
          found,
          options.format === 'csv' ? positionsCsv('en', found).body.toString().trimEnd() : table(found),
        );
      }),
    );
}

function table({ convention, on, totals, positions }: PositionsOnDay): string {
  const rows = positions.map(({ iso, name, position, since, sinceIn, provisional }) => [
    iso,
    name,
    position,
    since ?? sinceIn ?? '–',
    provisional ? 'provisional' : '',
  ]);
  return `${convention} on ${on}: ${totals.parties} parties, ${totals.inForce} in force; verified through ${totals.verifiedThrough ?? '(never)'}\n\n${tableOf(['iso', 'State', 'position', 'since', ''], rows, '')}`;
}
