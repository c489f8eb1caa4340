import { hash } from 'node:crypto';

/** A SHA-256 hash: 32 bytes. */
export type Hash = Buffer;

export const hashBytes = 32;
const leafPrefix = Buffer.of(0);
const nodePrefix = Buffer.of(1);

/** The hash of an entry (RFC 6962, 2.1). */
export const leafHash = (entry: Uint8Array): Hash => hash('sha256', Buffer.concat([leafPrefix, entry]), 'buffer');

/** The hash of two subtrees (RFC 6962, 2.1). */
export const nodeHash = (left: Uint8Array, right: Uint8Array): Hash =>
  hash('sha256', Buffer.concat([nodePrefix, left, right]), 'buffer');

/** The root of a tree without leaves. */
export const emptyRoot = hash('sha256', '', 'buffer');

/** The largest power of two below `n`, for n ≥ 2: where a tree of n leaves is divided. */
export function splitOf(n: number): number {
  let split = 1;
  while (split * 2 < n) split *= 2;
  return split;
}

/** The hash over consecutive hashes of equal height, which are treated as leaves. @param hashes at least one */
export function joined(hashes: readonly Hash[]): Hash {
  let row = [...hashes];
  while (row.length > 1) {
    const above: Hash[] = [];
    for (let i = 0; i < row.length; i += 2) {
      const [left, right] = [row[i], row[i + 1]];
      if (left) above.push(right ? nodeHash(left, right) : left);
    }
    row = above;
  }
  const [root] = row;
  if (!root) throw new Error('There is nothing to hash.');
  return root;
}
