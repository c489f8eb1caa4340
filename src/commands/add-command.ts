import type { Command } from 'commander';

/** Exit codes of a command. Scripts rely on these numbers. */
export const exitCodes = { done: 0, problem: 1, usage: 2, found: 3 } as const;

export interface CommandText {
  description: string;
  /** What follows `npm run cli -- `, one line each */
  examples: readonly [string, ...string[]];
  /** For a command that examines something: meaning of exit code 3 */
  finding?: string;
}

/** The options every command has, as its action receives them. */
export interface CommonOptions {
  json?: true;
}

/** A command with `--json`, examples and its exit codes in its help. */
export function addCommand(program: Command, name: string, { description, examples, finding }: CommandText): Command {
  const codes = [
    '0  done',
    '1  the input or the current state does not allow it; one sentence and a code say why',
    '2  wrong usage',
  ];
  if (finding !== undefined) codes.push(`3  ${finding}`);
  const block = (title: string, lines: readonly string[]): string =>
    [`\n${title}:`, ...lines.map((line) => `  ${line}`)].join('\n');
  return program
    .command(name)
    .description(description)
    .option('--json', 'one JSON document on stdout; errors as {"error":{"code","message"}} on stderr')
    .addHelpText(
      'after',
      [
        block(
          'Examples',
          examples.map((example) => `npm run cli -- ${example}`),
        ),
        block('Exit codes', codes),
      ].join('\n'),
    );
}
