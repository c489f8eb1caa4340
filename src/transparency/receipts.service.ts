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
    const { prisma } = this.database;
    const [row, signature, log] = await Promise.all([
      prisma.countLogRecord.findUnique({ where: { signatureId } }),
      prisma.signature.findUnique({ where: { id: signatureId }, select: { version: true } }),
      this.logs.running(petitionId),
    ]);
    if (!row?.counts || !signature || row.logId !== log?.id || row.leaf >= log.size) return null;
    const proof = await this.logs.treeOf(log).inclusion(row.leaf);
    const salt = Buffer.from(row.salt).toString('base64');
    const extra = Buffer.from(canonicalize({ salt, record: row.record, v: signature.version }) ?? '');
    return receiptText({ extra, index: row.leaf, proof, checkpoint: log.checkpoint });
  }
}
