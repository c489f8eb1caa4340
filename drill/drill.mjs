// `npm run drill`: all machines, each killed once. `-- log`: the worker that keeps the log of a count, killed fifty times. `-- updates`: all that takes part in sending
// an update, fifty times at random. `-- trials`: connections, disk, clocks.
const scripts = { log: './log-kills.mjs', updates: './update-kills.mjs', trials: './trials.mjs' };
await import(scripts[process.argv[2]] ?? './run.mjs');
