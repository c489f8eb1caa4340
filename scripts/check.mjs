// The first part of `npm run check`: format, lint and types beside each other, as linting alone keeps one core busy for as long as the others together.
// What each says is printed when it has ended, so that no two mix; one that fails does not spare the others.
import { spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';

async function check(name) {
  const child = spawn('npm', ['run', '--silent', `check:${name}`], { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise((resolve, reject) => child.once('error', reject).once('close', resolve));
  const [said, complained, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  process.stdout.write(said);
  process.stderr.write(complained);
  console.log(`check:${name} ${code === 0 ? 'found nothing' : 'failed'}`);
  return code === 0;
}

const well = await Promise.all([check('lint'), check('types'), check('format')]);
process.exitCode = well.every(Boolean) ? 0 : 1;
