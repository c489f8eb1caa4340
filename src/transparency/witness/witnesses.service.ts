import { Inject, Injectable, Logger } from '@nestjs/common';
import type { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { CONFIG } from '../../platform/runtime.js';
import { CountLogs, type PublicLog } from '../count-logs.service.js';
import { isSignedBy, parseNote, parseVkey, type Verifier } from '../tree/notes.js';
import { addCheckpointRequest } from './witness.js';

interface KnownWitness {
  /** Where `add-checkpoint` is */
  address: string;
  verifier: Verifier;
}

const patientMilliseconds = 10_000;

/** Asks the witnesses of COUNT_LOG_WITNESSES to cosign checkpoints. One that does not answer holds nothing up. */
@Injectable()
export class Witnesses {
  private readonly log = new Logger('Count log');
  private readonly known: KnownWitness[];
  /** Witness and origin → the size it cosigned last */
  private readonly cosigned = new Map<string, number>();

  constructor(
    private readonly database: Database,
    private readonly logs: CountLogs,
    @Inject(CONFIG) config: Config,
  ) {
    this.known = config.COUNT_LOG_WITNESSES.flatMap(({ address, vkey }) => {
      const verifier = parseVkey(vkey);
      return verifier ? [{ address, verifier }] : [];
    });
  }

  /** Has the last published checkpoint of a log cosigned by all that have not. */
  async ask(petitionId: string): Promise<void> {
    if (this.known.length === 0) return;
    const log = await this.logs.running(petitionId);
    if (!log) return;
    const missing = this.known.filter(({ verifier }) => !log.witnesses.includes(verifier.name));
    await Promise.all(
      missing.map(async (witness) => {
        const line = await this.askOne(log, witness).catch((error: unknown) => (error as Error).message);
        if (line.startsWith('— ')) await this.keep(log, witness.verifier.name, line);
        else this.log.warn(`The witness ${witness.verifier.name} did not cosign ${log.origin}: ${line}`);
      }),
    );
  }

  /** @returns the signature line, or why there is none */
  private async askOne(log: PublicLog, { address, verifier }: KnownWitness): Promise<string> {
    const key = `${verifier.name} ${log.origin}`;
    for (let attempt = 1; ; attempt++) {
      const old = Math.min(this.cosigned.get(key) ?? 0, log.size);
      const proof = old > 0 ? await this.logs.treeOf(log).consistency(old) : [];
      const answer = await fetch(`${address.replace(/\/$/, '')}/add-checkpoint`, {
        method: 'POST',
        body: addCheckpointRequest(old, proof, log.note),
        signal: AbortSignal.timeout(patientMilliseconds),
      });
      const said = (await answer.text()).trim();
      // It tells the size it knows, which may be that of an earlier process.
      if (answer.status === 409 && attempt === 1 && /^\d{1,15}$/.test(said) && Number(said) <= log.size) {
        this.cosigned.set(key, Number(said));
        continue;
      }
      if (answer.status !== 200) return `${answer.status} ${said.slice(0, 200)}`;
      const line = said.split('\n').find((each) => {
        const parsed = parseNote(`${log.note}${each}\n`);
        return parsed !== null && isSignedBy(parsed, verifier) === true;
      });
      if (line === undefined) return 'its signature is not valid';
      this.cosigned.set(key, log.size);
      return line;
    }
  }

  private async keep({ id, size }: PublicLog, name: string, line: string): Promise<void> {
    await this.database.prisma.countLogCosignature.createMany({
      data: [{ logId: id, size, name, line }],
      skipDuplicates: true,
    });
  }
}
