import module from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Node.js 22 and later keep compiled code for the next start; 20 compiles again each time. */
export function keepCompiledCode() {
  module.enableCompileCache?.(join(dirname(fileURLToPath(import.meta.url)), '../node_modules/.cache/demarche/code'));
}
