import { Injectable } from '@nestjs/common';
import canonicalize from 'canonicalize';
import { Database } from '../platform/database/database.js';
import { CountLogs } from './count-logs.service.js';
import { receiptText } from './tree/receipts.js';

/** Receipts for signers: that their signature is in the log, checkable by anybody who has the file. */
@Injectable()
export class SignatureReceipts {
  constructor(
    private readonly database: Database,
    private readonly logs: CountLogs,
  ) {}

  /** @returns the file (C2SP tlog-proof); null while the log does not count the signature or has not published it */
  async of(signatureId: string, petitionId: string): Promise<string | null> {
    return (await this.all([signatureId], petitionId))[0] ?? null;
  }

  /** Those of several signatures of one petition that have one; the log is read once. */
  async all(signatureIds: readonly string[], petitionId: string): Promise<string[]> {
    const { prisma } = this.database;
    const [rows, signatures, log] = await Promise.all([
      prisma.countLogRecord.findMany({ where: { signatureId: { in: [...signatureIds] } }, orderBy: { leaf: 'asc' } }),
      prisma.signature.findMany({ where: { id: { in: [...signatureIds] } }, select: { id: true, version: true } }),
      this.logs.running(petitionId),
    ]);
    if (!log) return [];
    const versions = new Map(signatures.map(({ id, version }) => [id, version]));
    const tree = this.logs.treeOf(log);
    const receipts: string[] = [];
    for (const { signatureId, logId, leaf, counts, salt, record } of rows) {
      const version = versions.get(signatureId);
      if (!counts || version === undefined || logId !== log.id || leaf >= log.size) continue;
      const extra = canonicalize({ salt: Buffer.from(salt).toString('base64'), record, v: version }) ?? '';
      const proof = await tree.inclusion(leaf);
      receipts.push(receiptText({ extra: Buffer.from(extra), index: leaf, proof, checkpoint: log.checkpoint }));
    }
    return receipts;
  }
}
