import { Option, type Command } from 'commander';
import { roleNames } from '../access/roles.js';
import { StaffChangesService } from '../access/staff-changes.service.js';
import { StaffService, type StaffMember } from '../access/staff.service.js';
import { addCommand, type CommonOptions } from './add-command.js';
import { tableOf, tell } from './tell.js';
import { campaignIds } from './campaign-ids.js';
import { withApp } from './with-app.js';

interface Account extends CommonOptions {
  email: string;
}

const collect = (value: string, earlier: string[]): string[] => [...earlier, value];

const ended = 'Done. All sessions of the account have ended.';

/** `staff:…`: accounts of colleagues. Owners do the same on the staff pages. */
export function registerStaff(program: Command): void {
  addCommand(program, 'staff:invite', {
    description: 'create an account, email its one-time link and print it',
    examples: ['staff:invite --email ada@example.org --role viewer'],
  })
    .requiredOption('--email <address>', 'address of the colleague')
    .addOption(new Option('--role <role>', 'what the colleague may do').choices(roleNames).default('viewer'))
    .option('--campaign <slug>', 'only for this campaign; may be repeated; default: all', collect, [])
    .action((options: Account & { role: string; campaign: string[] }) =>
      withApp(async (app) => {
        const { email, role, campaign } = options;
        const campaigns = await campaignIds(app, campaign);
        const link = await app.get(StaffService).invite({ email, role, campaigns }, 'cli');
        tell(options, { link }, link);
      }),
    );
  addCommand(program, 'staff:setup-link', {
    description: 'print the one-time link that creates the first owner, valid for a day',
    examples: ['staff:setup-link'],
  }).action((options: CommonOptions) =>
    withApp(async (app) => {
      const link = await app.get(StaffService).setupLink();
      tell(options, { link }, link ?? 'There is already an owner.');
    }),
  );
  addCommand(program, 'staff:list', {
    description: 'show every account: role, status, second factor',
    examples: ['staff:list'],
  }).action((options: CommonOptions) =>
    withApp(async (app) => {
      const staff = await app.get(StaffService).list();
      tell(
        options,
        { staff },
        tableOf(['e-mail', 'name', 'role', 'state', 'second factor'], staff.map(rowOf), 'Nobody yet.'),
      );
    }),
  );
  addCommand(program, 'staff:disable', {
    description: 'end an account and all its sessions at once; the last owner cannot be ended',
    examples: ['staff:disable --email ada@example.org'],
  })
    .requiredOption('--email <address>', 'address of the account')
    .action((options: Account) =>
      withApp(async (app) => {
        await app.get(StaffChangesService).disableOf(options.email, 'cli');
        tell(options, { status: 'disabled' }, ended);
      }),
    );
  addCommand(program, 'staff:reset-second-factor', {
    description:
      'remove the authenticator app, recovery codes and passkeys of an account whose owner lost them; the password stays',
    examples: ['staff:reset-second-factor --email ada@example.org'],
  })
    .requiredOption('--email <address>', 'address of the account')
    .action((options: Account) =>
      withApp(async (app) => {
        await app.get(StaffChangesService).resetSecondFactorOf(options.email, 'cli');
        tell(options, { status: 'reset' }, ended);
      }),
    );
}

const rowOf = ({ email, name, role, status, secondFactor }: StaffMember): string[] => [
  email,
  name,
  role,
  status,
  secondFactor ? 'yes' : 'no',
];
