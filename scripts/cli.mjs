import { buildIfNeeded } from './build.mjs';
import { keepCompiledCode } from './compiled-code.mjs';

await buildIfNeeded();
keepCompiledCode();
await import('../dist/run/cli.js');
