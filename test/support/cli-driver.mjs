// Runs commands of the built program as its parent asks for them, one after the other, and answers with what they said.
import 'reflect-metadata';
import { commandLine, runCommand } from '../../dist/commands/run-command.js';

const write = { out: process.stdout.write.bind(process.stdout), err: process.stderr.write.bind(process.stderr) };
const first = { ...process.env };

async function captured(args) {
  const told = { out: '', err: '' };
  const catching =
    (channel) =>
    (text, ...rest) => {
      told[channel] += text;
      rest.find((one) => typeof one === 'function')?.();
      return true;
    };
  [process.stdout.write, process.stderr.write] = [catching('out'), catching('err')];
  process.exitCode = undefined;
  const code = await runCommand(args).finally(
    () => ([process.stdout.write, process.stderr.write] = [write.out, write.err]),
  );
  return { code, said: told.out.trim(), complained: told.err.trim() };
}

async function described(command) {
  let help = '';
  command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
  const { code, complained } = await captured([command.name(), '--no-such-option']);
  const json = command.options.some(({ long }) => long === '--json');
  return { name: command.name(), description: command.description(), help, json, wrong: [code, complained] };
}

let turn = Promise.resolve();
process.on('message', ({ describe, args, settings, folder }) => {
  turn = turn.then(async () => {
    if (!describe) process.env = { ...first, ...settings };
    if (folder) process.chdir(folder);
    const all = [];
    if (describe) for (const command of commandLine().commands) all.push(await described(command));
    process.send(describe ? all : await captured(args));
  });
});
