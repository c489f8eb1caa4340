if (process.env.TEST_SEED === 'random') {
  process.env.TEST_SEED = String(Math.floor(Math.random() * 2 ** 31));
  console.info(`To draw the same again: TEST_SEED=${process.env.TEST_SEED}`);
}

/** @type {import('jest').Config} */
const shared = {
  runner: '<rootDir>/test/support/runner/runner.mjs',
  transform: {},
  setupFilesAfterEnv: ['<rootDir>/test/support/seed.ts'],
  roots: ['<rootDir>/src', '<rootDir>/test'],
};

/** The kinds of tests, cheapest first; `npm test -- --selectProjects unit` runs one kind. */
const projects = [
  { displayName: 'unit', testMatch: ['<rootDir>/src/**/*.spec.ts?(x)'] },
  { displayName: 'architecture', testMatch: ['<rootDir>/test/*.spec.ts'] },
  {
    displayName: 'medium',
    testMatch: ['<rootDir>/test/medium/**/*.spec.ts?(x)'],
    globalSetup: '<rootDir>/test/support/global-setup.mjs',
    globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  },
  {
    displayName: 'e2e',
    testMatch: ['<rootDir>/test/e2e/**/*.spec.ts'],
    globalSetup: '<rootDir>/test/support/global-setup.mjs',
    globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  },
  {
    displayName: 'browser',
    testMatch: ['<rootDir>/test/browser/**/*.spec.ts'],
    globalSetup: '<rootDir>/test/support/global-setup.mjs',
    globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  },
].map((project) => ({ ...shared, ...project }));

export default { projects, maxWorkers: 3, testTimeout: 600_000 };
