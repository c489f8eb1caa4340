// `npm run drill`: all machines; `npm run drill -- log`: the worker that keeps the log of a count.
await import(process.argv[2] === 'log' ? './log-kills.mjs' : './run.mjs');
