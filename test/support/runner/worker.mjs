// Runs test files in this process with Jest's own test framework (jest-circus) and Node's own module loader, instead of one vm context per file.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import './stacks.mjs';

const require = createRequire(import.meta.url);
const exit = process.exit.bind(process);
let files = 0;

/** The framework keeps the state of a file in its modules and in the global scope: each file gets both afresh. */
function freshly(path) {
  delete require.cache[require.resolve(path)];
  return require(path);
}

/** The part of Jest's module system its test framework asks for; see `testRunner` in Jest's documentation. */
const runtimeOf = (run) => ({
  requireInternalModule: freshly,
  requireModule: require,
  unstable_shouldLoadAsEsm: () => true,
  unstable_importModule: (path) => import(`${pathToFileURL(path).href}?run=${run}`),
  setGlobalsForRuntime: () => undefined,
  enterTestCode: () => undefined,
  leaveTestCode: () => undefined,
});

async function runFile({ path, globalConfig, projectConfig }) {
  const before = { env: { ...process.env }, folder: process.cwd(), symbols: Object.getOwnPropertySymbols(globalThis) };
  const start = Date.now();
  try {
    const run = freshly(projectConfig.testRunner).default;
    // Not awaited as it is: stacks of errors are to end in the test, not here.
    const result = await new Promise((resolve, reject) => {
      run(globalConfig, projectConfig, { global: globalThis }, runtimeOf(++files), path).then(
        (value) => resolve(value),
        (error) => reject(error),
      );
    });
    const end = Date.now();
    const runtime = end - start;
    Object.assign(result.perfStats, { start, end, runtime, slow: runtime > projectConfig.slowTestThreshold * 1000 });
    result.testFilePath = path;
    result.skipped = result.testResults.every(({ status }) => status === 'pending');
    return { result };
  } finally {
    process.env = before.env;
    process.chdir(before.folder);
    for (const symbol of Object.getOwnPropertySymbols(globalThis))
      if (!before.symbols.includes(symbol) && isOfFramework(symbol)) delete globalThis[symbol];
  }
}

const isOfFramework = (symbol) => Symbol.keyFor(symbol) === undefined || symbol === Symbol.for('EVENT_HANDLERS');

/** An error as an object that survives the way to the other process. */
function described(error) {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { message, stack };
}

process.exit = (code) => {
  const told = new Error(`process.exit called with "${code ?? ''}"`);
  Error.captureStackTrace(told, process.exit);
  console.error(told.stack);
  exit(code);
};
process.on('disconnect', () => exit(0));
process.on('message', async (order) => {
  const outcome = await runFile(order).catch((error) => ({ error: described(error) }));
  const told = { ...outcome, heap: process.memoryUsage().heapUsed };
  try {
    process.send(told);
  } catch {
    // What was expected may not survive the way; the messages do.
    process.send(JSON.parse(JSON.stringify(told)));
  }
});
