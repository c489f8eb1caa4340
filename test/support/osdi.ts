import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** A token with these scopes, made on the command line. */
export async function tokenFor(databaseUrl: string, folder: string, ...scopes: string[]): Promise<string> {
  const { PATH = '', HOME = '' } = process.env;
  const args = [cli, 'token:create', '--name', 'test', ...scopes.flatMap((scope) => ['--scope', scope])];
  const env = { PATH, HOME, DATABASE_URL: databaseUrl, DATA_DIR: folder };
  return (await promisify(execFile)(process.execPath, args, { env })).stdout.trim();
}
