// The runner named in jest.config.mjs: Jest chooses, orders and reports the test files, the processes of this folder run them.
import { TestProcess } from './test-process.mjs';

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
    const waiting = [...tests];
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
