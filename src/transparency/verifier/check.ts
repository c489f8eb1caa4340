import { readFile, writeFile } from 'node:fs/promises';
import { siteAt, Unreachable } from './site.js';
import { verifyLog, type Seen, type Verdict } from './verify.js';

/** As of every command: 3 means that something is wrong with the log or the number, 1 that they could not be checked. */
export const exitCodes = { right: 0, unreachable: 1, usage: 2, wrong: 3 } as const;

export interface CheckOptions {
  /** The key to trust on the first visit */
  vkey?: string;
  /** File that remembers the last visit */
  state?: string;
  /** Do not wait for the log to catch up with the number */
  isImpatient?: boolean;
}

export interface Check {
  exitCode: number;
  verdict: Verdict | null;
  /** For people */
  lines: string[];
}

/** Verifies the log of a petition. @param address of the petition's page or of its log */
export async function check(address: string, { vkey, state, isImpatient }: CheckOptions): Promise<Check> {
  const site = siteAt(address);
  const failed = (exitCode: number, line: string): Check => ({ exitCode, verdict: null, lines: [line] });
  if (!site)
    return failed(
      exitCodes.usage,
      'The address must be that of a petition, such as https://example.org/petitions/name.',
    );
  try {
    const seen = state === undefined ? null : await remembered(state);
    const verdict = await verifyLog(site, { seen, ...(vkey && { vkey }), ...(isImpatient && { waitSeconds: 0 }) });
    if (state !== undefined && verdict.seen) await writeFile(state, `${JSON.stringify(verdict.seen, null, 2)}\n`);
    const isRight = verdict.findings.length === 0;
    return {
      exitCode: isRight ? exitCodes.right : exitCodes.wrong,
      verdict,
      lines: isRight ? praise(verdict) : blame(verdict),
    };
  } catch (error) {
    return failed(error instanceof Unreachable ? exitCodes.unreachable : exitCodes.usage, (error as Error).message);
  }
}

async function remembered(file: string): Promise<Seen | null> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (text === null) return null;
  const seen = JSON.parse(text) as Partial<Seen>;
  if (typeof seen.vkey !== 'string' || typeof seen.checkpoint !== 'string')
    throw new Error(`${file} is not the memory of a visit.`);
  return { vkey: seen.vkey, checkpoint: seen.checkpoint };
}

const praise = ({ origin, size, counted, published, versions, seen }: Verdict): string[] => [
  `Verified: ${origin}`,
  `Key: ${seen?.vkey ?? ''}`,
  `Entries: ${size}, all read; their root is the one that was signed.`,
  `Signatures by the log: ${counted}. Published: ${published.signatureCount}.`,
  ...versions.map(([number, hash]) => `Version ${number} of the petition: SHA-256 ${hash}`),
  'Not proven by any log: that each email address is a different person.',
];

const blame = ({ findings, evidence }: Verdict): string[] => [
  ...findings.map(({ code, detail }) => `WRONG ${code}: ${detail}`),
  ...evidence.flatMap((note) => ['Evidence, to be kept:', note]),
];
