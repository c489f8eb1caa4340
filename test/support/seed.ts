import fc from 'fast-check';

/**
 * What tests draw at random comes from this number, so that a run can be run again: the same by default, another with `TEST_SEED=random npm test`,
 * which prints it (jest.config.mjs).
 */
export const seed = Number(process.env.TEST_SEED ?? 20_270_404);

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
