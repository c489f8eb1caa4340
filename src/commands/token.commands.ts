import type { Command } from 'commander';
import { ApiTokensService, type ListedToken } from '../access/api-tokens.service.js';
import { newToken, usualTokenDays } from '../access/access.schema.js';
import { scopes } from '../access/scopes.js';
import { validate } from '../platform/http/validation.js';
import { addCommand, type CommonOptions } from './add-command.js';
import { minuteOf, tableOf, tell } from './tell.js';
import { campaignIds } from './campaign-ids.js';
import { withApp } from './with-app.js';

interface NewTokenOptions extends CommonOptions {
  name: string;
  scope: string[];
  expiresInDays: string;
  campaign?: string;
}

const collect = (value: string, earlier: string[]): string[] => [...earlier, ...value.split(',')];

/** `token:…`: API tokens. */
export function registerTokens(program: Command): void {
  addCommand(program, 'token:create', {
    description: 'create an API token (shown once)',
    examples: ['token:create --name "weekly export" --scope supporters:export --expires-in-days 90'],
  })
    .requiredOption('--name <name>', 'what it is for')
    .requiredOption('--scope <scope>', `one of ${scopes.join(', ')}; may be repeated`, collect, [])
    .option('--expires-in-days <days>', `days until it expires, or "never"; default: ${usualTokenDays}`, '')
    .option('--campaign <slug>', 'the only campaign it is for; default: all')
    .action((options: NewTokenOptions) =>
      withApp(async (app) => {
        const { name, scope, expiresInDays, campaign } = options;
        const [only = null] = await campaignIds(app, campaign === undefined ? [] : [campaign]);
        const wanted = await validate(newToken, { name, scopes: scope, expiresInDays });
        const token = await app
          .get(ApiTokensService)
          .create(wanted.name, wanted.scopes, 'cli', wanted.expiresInDays, only);
        tell(options, token, token.secret);
      }),
    );
  addCommand(program, 'token:list', {
    description: 'show every token, without its secret',
    examples: ['token:list --json'],
  }).action((options: CommonOptions) =>
    withApp(async (app) => {
      const tokens = await app.get(ApiTokensService).list();
      const head = ['id', 'name', 'scopes', 'created by', 'last used', 'ends', 'revoked'];
      tell(options, { tokens }, tableOf(head, tokens.map(rowOf), 'There is no token.'));
    }),
  );
  addCommand(program, 'token:revoke', {
    description: 'end a token at once',
    examples: ['token:revoke 0193a3c4-8f5e-7c1a-9d5b-3f6a2b7c8d9e'],
  })
    .argument('<id>', 'as shown by token:list')
    .action((id: string, options: CommonOptions) =>
      withApp(async (app) => {
        await app.get(ApiTokensService).revoke(id, 'cli');
        tell(options, { id, status: 'revoked' }, 'Revoked.');
      }),
    );
}

const rowOf = ({ id, name, scopes: may, createdBy, lastUsedAt, expiresAt, revokedAt }: ListedToken): string[] => [
  id,
  name,
  may.join(','),
  createdBy ?? 'not known',
  minuteOf(lastUsedAt),
  minuteOf(expiresAt),
  minuteOf(revokedAt),
];
