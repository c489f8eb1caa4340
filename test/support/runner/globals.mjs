// What `@jest/globals` exports, for test files that import it: the framework puts the same on the global scope before it loads them.
export const { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test } = globalThis;
