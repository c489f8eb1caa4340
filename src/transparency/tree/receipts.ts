import { hashBytes, type Hash } from './hashes.js';

const header = 'c2sp.org/tlog-proof@v1';

/** That an entry is in a log, checkable without the log (C2SP tlog-proof). */
export interface Receipt {
  /** Which is not proven by itself: what is needed to compute the entry */
  extra: Buffer | null;
  index: number;
  /** From the leaf's sibling upwards */
  proof: Hash[];
  /** The signed checkpoint, as it was published */
  checkpoint: string;
}

export const receiptText = ({ extra, index, proof, checkpoint }: Receipt): string =>
  [
    header,
    ...(extra ? [`extra ${extra.toString('base64')}`] : []),
    `index ${index}`,
    ...proof.map((hash) => hash.toString('base64')),
    '',
    checkpoint,
  ].join('\n');

/** @returns null when it is none */
export function parseReceipt(text: string): Receipt | null {
  const end = text.indexOf('\n\n');
  if (end < 0) return null;
  const [first, ...lines] = text.slice(0, end).split('\n');
  const extra = lines[0]?.startsWith('extra ') ? Buffer.from(lines.shift()?.slice(6) ?? '', 'base64') : null;
  const index = /^index (0|[1-9]\d{0,14})$/.exec(lines.shift() ?? '')?.[1];
  const proof = lines.map((each) => Buffer.from(each, 'base64'));
  if (first !== header || index === undefined || proof.some(({ length }) => length !== hashBytes)) return null;
  return { extra, index: Number(index), proof, checkpoint: text.slice(end + 2) };
}
