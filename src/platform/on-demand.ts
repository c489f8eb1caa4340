import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * A library that is loaded on first use, for synchronous code; asynchronous code uses `await import()`.
 * @param name as it is imported; the library must be loadable by `require`
 */
export function onDemand<Library>(name: string): () => Library {
  let loaded: Library | undefined;
  return () => (loaded ??= require(name) as Library);
}
