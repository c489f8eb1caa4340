import { randomBytes, randomInt } from 'node:crypto';
import {
  commitmentOf,
  mailboxHash,
  recordText,
  saltBytes,
  type Leaf,
  type OutReason,
  type SignatureRecord,
} from './leaves.js';
import type { Confirmation, Due, LockedLog, Signer } from './sequencing.sql.js';

const saltsAtOnce = 256;

/** A leaf to be added, and the signature whose record opens it. */
interface Planned {
  leaf: Leaf;
  opens?: { id: string; salt: Buffer; record: string };
}

/** What one round adds to a log and how it changes the records. Leaves about people are in no order that anybody could know. */
export class Round {
  private readonly about: Planned[] = [];
  /** signature → whether the log counts it by the leaf it already has */
  readonly marked = new Map<string, boolean>();
  /** Signatures that are gone */
  readonly forgotten: string[] = [];
  counted: number;
  lastNumber: number;
  /** Random bytes for the next salts: fetched for many at once, because each fetch costs as much as the hashes of a leaf */
  private random = Buffer.alloc(0);

  /** @param mailboxOf the canonical spelling of an address */
  constructor(
    private readonly log: LockedLog,
    private readonly mailboxOf: (address: string) => string,
  ) {
    this.counted = log.counted;
    this.lastNumber = log.lastNumber;
  }

  confirmed(rows: readonly Confirmation[]): void {
    for (const row of rows) this.sign(row.id, row);
    this.lastNumber = rows.at(-1)?.number ?? this.lastNumber;
  }

  /** Brings the log to what the signature says now, whatever happened in between. */
  changed(due: Due): void {
    const { id, countingLeaf: ref } = due;
    if (!due.counts) {
      if (ref !== null && !due.silent) this.out(ref, due.isGone ? 'removed' : 'held_back');
      if (due.isGone) this.forgotten.push(id);
      else if (ref !== null) this.marked.set(id, false);
      return;
    }
    const isSame = due.leaf !== null && this.recordOf(due, due.salt) === due.record;
    if (isSame && ref === null) {
      this.about.push({ leaf: { k: 'in', ref: due.leaf } });
      this.counted++;
      this.marked.set(id, true);
    } else if (!isSame) {
      if (ref !== null) this.out(ref, 'corrected');
      // One that has not been read yet comes with its position.
      if (due.leaf !== null || due.number <= this.log.lastNumber) this.sign(id, due);
    }
  }

  /** The leaves about people, shuffled. */
  shuffled(): Planned[] {
    const all = [...this.about];
    for (let i = all.length - 1; i > 0; i--) {
      const j = randomInt(i + 1);
      const [a, b] = [all[i], all[j]];
      if (a && b) [all[i], all[j]] = [b, a];
    }
    return all;
  }

  private out(ref: number, why: OutReason): void {
    this.about.push({ leaf: { k: 'out', ref, why } });
    this.counted--;
  }

  private sign(id: string, signer: Signer): void {
    const salt = this.newSalt();
    const record = this.recordOf(signer, salt);
    this.about.push({
      leaf: { k: 'sign', v: signer.version, c: commitmentOf(salt, record) },
      opens: { id, salt, record },
    });
    this.counted++;
  }

  private newSalt(): Buffer {
    if (this.random.length === 0) this.random = randomBytes(saltBytes * saltsAtOnce);
    const salt = this.random.subarray(0, saltBytes);
    this.random = this.random.subarray(saltBytes);
    return salt;
  }

  private recordOf({ givenName, familyName, country, versionHash, confirmedOn, email }: Signer, salt: Buffer): string {
    const record: SignatureRecord = {
      log: this.log.origin,
      version: versionHash,
      givenName,
      familyName,
      country,
      confirmedOn,
      mailbox: email === null ? null : mailboxHash(salt, this.mailboxOf(email)),
    };
    return recordText(record);
  }
}
