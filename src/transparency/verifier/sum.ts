import { leafOf, type Leaf } from '../leaves.js';

/** Something that must not be in a log. */
export interface Finding {
  /** Stable */
  code: string;
  detail: string;
}

/** Adds up a log, leaf after leaf, and finds what cannot be. */
export class Sum {
  readonly findings: Finding[] = [];
  /** Signatures that count, after each leaf */
  readonly after: number[] = [];
  /** Version → its hash */
  readonly versions = new Map<number, string>();
  lastTally: (Leaf & { k: 'tally' }) | null = null;
  /** Leaf → whether its signature counts now; those of signatures only */
  private readonly counts = new Map<number, boolean>();
  private total = 0;

  add(entry: Uint8Array): void {
    const index = this.after.length;
    try {
      this.take(index, leafOf(entry));
    } catch (error) {
      this.find(index, 'leaf_unreadable', (error as Error).message);
    }
    this.after.push(this.total);
  }

  private take(index: number, leaf: Leaf): void {
    if (leaf.k === 'sign') {
      if (!this.versions.has(leaf.v))
        this.find(index, 'version_unknown', `signs version ${leaf.v}, which is not in the log before it`);
      this.counts.set(index, true);
      this.total++;
    } else if (leaf.k === 'out' || leaf.k === 'in') {
      const isIn = leaf.k === 'in';
      if (this.counts.get(leaf.ref) !== !isIn)
        this.find(index, 'counted_twice', `says of leaf ${leaf.ref} what cannot be said of it`);
      else {
        this.counts.set(leaf.ref, isIn);
        this.total += isIn ? 1 : -1;
      }
    } else if (leaf.k === 'version') {
      if (this.versions.has(leaf.n)) this.find(index, 'version_twice', `names version ${leaf.n} again`);
      this.versions.set(leaf.n, leaf.h);
    } else if (leaf.k === 'tally') {
      this.lastTally = leaf;
      for (const [by, groups] of [
        ['countries', leaf.countries],
        ['months', leaf.months],
      ] as const) {
        const sum = Object.values(groups).reduce((a, b) => a + b, 0);
        if (sum !== leaf.total) this.find(index, 'tally_wrong', `has ${sum} by ${by} and ${leaf.total} in all`);
      }
      if (leaf.total !== this.total)
        this.find(index, 'tally_wrong', `says ${leaf.total}; the leaves before it make ${this.total}`);
    }
  }

  private find(index: number, code: string, detail: string): void {
    if (this.findings.length < 100) this.findings.push({ code, detail: `Leaf ${index} ${detail}.` });
  }
}
