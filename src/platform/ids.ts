import { randomFillSync } from 'node:crypto';
import { V7Generator } from 'uuidv7';

const pool = new Uint32Array(1024);
let used = pool.length;

/** Random bytes drawn from the system in batches; a call per id would cost more than everything else about it. */
function nextUint32(): number {
  if (used >= pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const number = pool[used] ?? 0;
  // Used bytes do not stay in memory.
  pool[used++] = 0;
  return number;
}

const generator = new V7Generator({ nextUint32 });

/** A new UUIDv7: unique, and sorted by the time it was made. */
export const newId = (): string => generator.generate().toString();
