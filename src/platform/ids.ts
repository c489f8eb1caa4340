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

/** Not after any id made at this instant or later: a range of time is a range of ids, and the key of a table finds it. */
export function firstIdAt(instant: Date): string {
  const hex = instant.getTime().toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-0000-0000-000000000000`;
}
