import { nodeHash, splitOf, type Hash } from './hashes.js';

/**
 * The root that an inclusion proof leads to.
 * @param proof from the leaf's sibling upwards @returns null when the proof has the wrong length
 */
export function rootOfInclusion(leaf: Hash, index: number, size: number, proof: readonly Hash[]): Hash | null {
  if (index < 0 || index >= size) return null;
  const fold = (start: number, end: number, depth: number): Hash | null => {
    if (end - start === 1) return depth === 0 ? leaf : null;
    const sibling = proof[depth - 1];
    if (!sibling) return null;
    const middle = start + splitOf(end - start);
    const own = index < middle ? fold(start, middle, depth - 1) : fold(middle, end, depth - 1);
    if (!own) return null;
    return index < middle ? nodeHash(own, sibling) : nodeHash(sibling, own);
  };
  return fold(0, size, proof.length);
}

/** Whether the tree with `root` begins with the tree of `earlier` leaves and `earlierRoot`. @param earlier at least 1 */
export function isExtension(
  earlier: number,
  earlierRoot: Hash,
  size: number,
  root: Hash,
  proof: readonly Hash[],
): boolean {
  if (earlier < 1 || earlier > size) return false;
  if (earlier === size) return proof.length === 0 && earlierRoot.equals(root);
  // Both roots are computed from the proof: the earlier one from the parts on the left, the later one from all.
  const fold = (start: number, end: number, depth: number, whole: boolean): { before: Hash; after: Hash } | null => {
    if (earlier === end) {
      if (whole) return depth === 0 ? { before: earlierRoot, after: earlierRoot } : null;
      const [only] = proof;
      return depth === 1 && only ? { before: only, after: only } : null;
    }
    const sibling = proof[depth - 1];
    if (!sibling) return null;
    const middle = start + splitOf(end - start);
    if (earlier <= middle) {
      const own = fold(start, middle, depth - 1, whole);
      return own && { before: own.before, after: nodeHash(own.after, sibling) };
    }
    const own = fold(middle, end, depth - 1, false);
    return own && { before: nodeHash(sibling, own.before), after: nodeHash(sibling, own.after) };
  };
  const roots = fold(0, size, proof.length, true);
  return roots !== null && roots.before.equals(earlierRoot) && roots.after.equals(root);
}
