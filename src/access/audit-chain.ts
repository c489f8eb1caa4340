import { createHash } from 'node:crypto';

/** A link of the chain with what its entry says now; bigints as PostgreSQL writes them. */
export interface AuditLinkRow {
  position: string;
  entryId: string;
  hash: Buffer;
  content: string | null;
}

export interface AuditVerdict {
  /** Number of links. */
  entries: number;
  /** Newest hash, hexadecimal; empty for a log without entries. */
  head: string;
  /** Ids of entries that are not as they were written, at most `mostFindings`. */
  broken: { id: string; reason: string }[];
}

export const mostFindings = 1000;

/** Follows the hashes link by link; a fault is told of the link it is in, not of all after it. */
export class AuditChain {
  position = 0n;
  private entries = 0;
  private head: Buffer = Buffer.alloc(0);
  /** What the next link may continue: the hash that is stored, or the one that would be right. */
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
        'the expected head is not in the chain that ends here; what followed was cut off, or the chain was made anew',
      );
    return { entries: this.entries, head: this.head.toString('hex'), broken: this.broken };
  }
}
