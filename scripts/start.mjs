// `npm start`: build when needed, then serve in this same process.
import { buildIfNeeded } from './build.mjs';
import { keepCompiledCode } from './compiled-code.mjs';

// npm hands SIGTERM to the shell it runs us in, and that shell dies without a word to us. So under npm the loss of the
// parent means the same as the signal: drain and stop.
if (process.env.npm_lifecycle_event === 'start') {
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, 'SIGTERM');
  }, 200);
  watch.unref();
}

await buildIfNeeded();
keepCompiledCode();
await import('../dist/run/main.js');
