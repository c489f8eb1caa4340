import { CommandLine } from './cli.js';

let line: CommandLine | undefined;
afterAll(() => line?.close());

/** An API token as an operator makes it. @param settings those of the server under test */
export async function tokenFor(scopes: string | readonly string[], settings: Record<string, string>): Promise<string> {
  line ??= new CommandLine({});
  const args = ['token:create', '--name', 'test', ...[scopes].flat().flatMap((scope) => ['--scope', scope])];
  const { code, said, complained } = await line.run(args, settings);
  if (code !== 0) throw new Error(complained);
  return said;
}
