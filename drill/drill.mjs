// `npm run drill`: all machines, each killed once. `-- log`: the worker that keeps the log of a count, killed fifty times. `-- trials`: connections, disk, clocks.
const scripts = { log: './log-kills.mjs', trials: './trials.mjs' };
await import(scripts[process.argv[2]] ?? './run.mjs');
