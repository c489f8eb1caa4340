import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** An API token as an operator makes it. @param settings those of the program under test */
export async function tokenFor(scopes: string | readonly string[], settings: Record<string, string>): Promise<string> {
  const { PATH = '', HOME = '' } = process.env;
  const args = [cli, 'token:create', '--name', 'test', ...[scopes].flat().flatMap((scope) => ['--scope', scope])];
  return (await promisify(execFile)(process.execPath, args, { env: { PATH, HOME, ...settings } })).stdout.trim();
}
