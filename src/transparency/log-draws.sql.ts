import type { Statement } from '../platform/database/database.js';
import { consentsInForce } from '../supporters/supporters.sql.js';

/** The records of leaves ($2) of log $1, and whether their signers agreed to be shown when drawn. */
export const drawnRecords: Statement = {
  name: 'transparency.drawn_records',
  text: `
  select r.leaf, r.signature_id as "signatureId", r.record,
         exists (select from (${consentsInForce('r.signature_id')}) c where c.purpose = 'audit' and c.given) as agreed
  from count_log_record r where r.log_id = $1 and r.leaf = any($2::int[])`,
};

export interface DrawnRecord extends Record<string, unknown> {
  leaf: number;
  signatureId: string;
  record: string;
  agreed: boolean;
}
