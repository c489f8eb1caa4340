// The runner named in jest.config.mjs: Jest chooses, orders and reports the test files, the processes of this folder run them.
import { TestProcess } from './test-process.mjs';

/** Files that start servers and browsers take longest: begun first, none of them is left over when the others are done. */
const longest = ['browser', 'e2e'];
const rank = ({ context }) => longest.indexOf(context.config.displayName?.name);

export default class NativeRunner {
  /** @param {import('@jest/types').Config.GlobalConfig} globalConfig */
  constructor(globalConfig) {
    this.globalConfig = globalConfig;
  }

  /**
   * Jest calls this once with the files of all projects.
   * @param {import('@jest/test-result').Test[]} tests
   */
  async runTests(tests, watcher, onStart, onResult, onFailure, { serial }) {
    // In each kind the order is Jest's.
    const waiting = [...tests].sort((one, other) => rank(other) - rank(one));
    const lane = async () => {
      let worker;
      try {
        for (let test = waiting.shift(); test && !watcher.isInterrupted(); test = waiting.shift()) {
          worker ??= new TestProcess();
          await onStart(test);
          const outcome = await worker.run(test.path, this.globalConfig, test.context.config);
          if (outcome.error) await onFailure(test, outcome.error);
          else await onResult(test, outcome.result);
          if (!worker.fit) worker = void (await worker.end());
        }
      } finally {
        await worker?.end();
      }
    };
    await Promise.all(Array.from({ length: serial ? 1 : Math.min(this.globalConfig.maxWorkers, tests.length) }, lane));
  }
}
