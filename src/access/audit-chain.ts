import { createHash } from 'node:crypto';

/** A link of the chain with the current content of its entry; bigints as PostgreSQL writes them. */
export interface AuditLinkRow {
  position: string;
  entryId: string;
  hash: Buffer;
  content: string | null;
}

export interface AuditVerdict {
  /** Number of links. */
  entries: number;
  /** Latest hash, hexadecimal; empty for a log without entries. */
  head: string;
  /** Ids of entries that differ from what was written, at most `mostFindings`. */
  broken: { id: string; reason: string }[];
}

export const mostFindings = 1000;

/** Verifies the hashes link by link; a fault is reported for its own link, not for all later ones. */
export class AuditChain {
  position = 0n;
  private entries = 0;
  private head: Buffer = Buffer.alloc(0);
  /** What the next link may continue: the stored hash, or the correct one. */
  private ends: Buffer[] = [this.head];
  private lastId = 'none';
  private expectedSeen: boolean;
  private readonly broken: AuditVerdict['broken'] = [];

  constructor(private readonly expectedHead?: string) {
    this.expectedSeen = expectedHead === undefined;
  }

  /** @param link the one with the next higher position */
  add({ position, entryId, hash, content }: AuditLinkRow): void {
    const hashes =
      content === null ? [] : this.ends.map((end) => createHash('sha256').update(end).update(content).digest());
    if (BigInt(position) !== this.position + 1n) this.reject(entryId, 'the links before it are missing');
    else if (content === null) this.reject(entryId, 'it was deleted');
    else if (!hashes.some((one) => one.equals(hash)))
      this.reject(entryId, 'it or its hash was changed, or it was moved');
    this.position = BigInt(position);
    this.entries++;
    this.head = hash;
    this.ends = [hash, ...hashes.slice(-1)];
    this.lastId = entryId;
    this.expectedSeen ||= hash.toString('hex') === this.expectedHead;
  }

  reject(id: string, reason: string): void {
    if (this.broken.length < mostFindings) this.broken.push({ id, reason });
  }

  verdict(): AuditVerdict {
    if (!this.expectedSeen)
      this.reject(
        this.lastId,
        'the expected hash is not in this chain; later entries were truncated, or the chain was rebuilt',
      );
    return { entries: this.entries, head: this.head.toString('hex'), broken: this.broken };
  }
}
