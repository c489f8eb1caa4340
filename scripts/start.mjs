// `npm start`: build when needed, then serve in this same process, so that signals reach the server directly.
import { buildIfNeeded } from './build.mjs';

await buildIfNeeded();
await import('../dist/main.js');
