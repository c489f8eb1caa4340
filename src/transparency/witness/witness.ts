import { parseCheckpoint, type Checkpoint } from '../tree/checkpoints.js';
import { cosignatureLine, isSignedBy, parseNote, type Verifier } from '../tree/notes.js';
import { isExtension } from '../tree/proofs.js';
import { hashBytes } from '../tree/hashes.js';

/** What a witness answers (C2SP tlog-witness). */
export interface WitnessAnswer {
  status: 200 | 400 | 403 | 404 | 409 | 422;
  /** `text/x.tlog.size` where the body is a size */
  type: 'text/plain; charset=utf-8' | 'text/x.tlog.size';
  body: string;
}

/** Where a witness remembers the last checkpoint of each log, by origin. */
export interface WitnessMemory {
  read: (origin: string) => Promise<string | null>;
  /** Returns once it is on the disk */
  write: (origin: string, checkpoint: string) => Promise<void>;
}

const mostHashes = 63;
const plain = 'text/plain; charset=utf-8';

/** Cosigns checkpoints of logs it knows, each only as an extension of the last one it cosigned. */
export class Witness {
  /** Comparing with the last checkpoint and remembering the new one are one step. */
  private turn: Promise<unknown> = Promise.resolve();

  /**
   * @param logs their keys, each under the name of its origin; a log may have several @param seed of the witness's own key, 32 bytes
   * @param now seconds since 1970
   */
  constructor(
    private readonly name: string,
    private readonly seed: Buffer,
    private readonly logs: readonly Verifier[],
    private readonly memory: WitnessMemory,
    private readonly now: () => number,
  ) {}

  /** Answers one `add-checkpoint`. @param request its body */
  add(request: string): Promise<WitnessAnswer> {
    const answer = this.turn.then(() => this.judge(request));
    this.turn = answer.catch(() => undefined);
    return answer;
  }

  private async judge(request: string): Promise<WitnessAnswer> {
    const asked = parseRequest(request);
    if (!asked) return refusal(400, 'The request is not what add-checkpoint takes.');
    const { old, proof, checkpoint, note } = asked;
    const keys = this.logs.filter(({ name }) => name === checkpoint.origin);
    if (keys.length === 0) return refusal(404, 'This witness does not know the log.');
    const parsed = parseNote(note);
    if (!parsed || !keys.some((key) => isSignedBy(parsed, key) === true))
      return refusal(403, 'The checkpoint is not signed by a key of the log.');
    if (old > checkpoint.size) return refusal(400, 'The old size is larger than the checkpoint.');
    const last = await this.last(checkpoint.origin);
    if (old !== (last?.size ?? 0)) return conflict(last?.size ?? 0);
    if (last && old === checkpoint.size && !last.root.equals(checkpoint.root)) return conflict(last.size);
    const isProven =
      last && old > 0 ? isExtension(old, last.root, checkpoint.size, checkpoint.root, proof) : proof.length === 0;
    if (!isProven) return refusal(422, 'The proof does not show that the log was only extended.');
    await this.memory.write(checkpoint.origin, note);
    return { status: 200, type: plain, body: `${cosignatureLine(parsed.text, this.name, this.seed, this.now())}\n` };
  }

  private async last(origin: string): Promise<Checkpoint | null> {
    const note = await this.memory.read(origin);
    return note === null ? null : parseCheckpoint(note);
  }
}

/** What a log sends to a witness. */
export const addCheckpointRequest = (old: number, proof: readonly Buffer[], checkpoint: string): string =>
  [`old ${old}`, ...proof.map((hash) => hash.toString('base64')), '', checkpoint].join('\n');

function parseRequest(request: string) {
  const end = request.indexOf('\n\n');
  const [first = '', ...lines] = request.slice(0, Math.max(0, end)).split('\n');
  const old = /^old (0|[1-9]\d{0,14})$/.exec(first)?.[1];
  const note = request.slice(end + 2);
  const checkpoint = parseCheckpoint(note);
  const proof = lines.map((line) => Buffer.from(line, 'base64'));
  const isSound = proof.length <= mostHashes && proof.every(({ length }) => length === hashBytes);
  return old !== undefined && checkpoint && isSound ? { old: Number(old), proof, checkpoint, note } : null;
}

const refusal = (status: 400 | 403 | 404 | 422, sentence: string): WitnessAnswer => ({
  status,
  type: plain,
  body: `${sentence}\n`,
});

const conflict = (size: number): WitnessAnswer => ({ status: 409, type: 'text/x.tlog.size', body: `${size}\n` });
