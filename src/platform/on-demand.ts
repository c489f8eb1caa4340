import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * A library that is loaded when it is first used, for code that cannot wait; code that can wait says `await import()`.
 * @param name as it is imported; the library must offer itself to `require`
 */
export function onDemand<Library>(name: string): () => Library {
  let loaded: Library | undefined;
  return () => (loaded ??= require(name) as Library);
}
