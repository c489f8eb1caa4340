import { createServer } from 'node:http';
import { InvalidArgumentError, type Command } from 'commander';
import { parseVkey, signingKey, verifierOf, type Verifier } from '../transparency/tree/notes.js';
import { Witness } from '../transparency/witness/witness.js';
import { witnessMemory, witnessSeed } from '../transparency/witness/witness-files.js';
import { addCommand, type CommonOptions } from './add-command.js';
import { tell } from './tell.js';

const mostBytes = 64 * 1024;

interface WitnessOptions extends CommonOptions {
  name: string;
  log: Verifier[];
  folder: string;
  port: number;
  host: string;
}

/** `witness`: cosigns checkpoints of other installations, over HTTP, until it is stopped. It needs no database. */
export function registerWitness(program: Command): void {
  addCommand(program, 'witness', {
    description: 'cosign the checkpoints of count logs of other installations, until stopped (C2SP tlog-witness)',
    examples: ['witness --name witness.example.org/w1 --log "other.example.org/petitions/name/log+1a2b3c4d+Abc…"'],
  })
    .requiredOption('--name <name>', 'of this witness: an address without https://', nameOf)
    .requiredOption('--log <vkey>', 'of a log to witness; several times for several', vkeyOf)
    .option('--folder <folder>', 'for its key and what it has cosigned', 'var/witness')
    .option('--port <port>', 'to listen at', Number, 7380)
    .option('--host <host>', 'to listen at', '127.0.0.1')
    .action(async ({ name, log: logs, folder, port, host, ...options }: WitnessOptions) => {
      const seed = await witnessSeed(folder);
      const witness = new Witness(name, seed, logs, witnessMemory(folder), () => Math.floor(Date.now() / 1000));
      const server = createServer((request, response) => {
        const answer = (status: number, type: string, body: string): void =>
          void response.writeHead(status, { 'content-type': type }).end(body);
        const failed = (): void => answer(500, 'text/plain; charset=utf-8', 'The witness cannot remember.\n');
        if (request.method !== 'POST' || request.url !== '/add-checkpoint')
          return answer(404, 'text/plain; charset=utf-8', 'Only POST /add-checkpoint.\n');
        let body = Buffer.alloc(0);
        request.on('data', (chunk: Buffer) => {
          if (body.length <= mostBytes) body = Buffer.concat([body, chunk]);
        });
        request.on('end', () => {
          if (body.length > mostBytes) return answer(413, 'text/plain; charset=utf-8', 'Too large.\n');
          void witness
            .add(body.toString('utf8'))
            .then(({ status, type, body: said }) => answer(status, type, said), failed);
        });
      });
      await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
      const { vkey } = verifierOf(name, signingKey(seed).raw, 'witness');
      tell(options, { vkey, port }, `Witnessing ${logs.length} logs at http://${host}:${port}\nKey: ${vkey}`);
      await new Promise<void>((resolve) => server.once('close', resolve));
    });
}

function nameOf(text: string): string {
  if (!/^[^\s+]{1,200}$/u.test(text)) throw new InvalidArgumentError('It must have no spaces and no "+".');
  return text;
}

function vkeyOf(text: string, before: Verifier[] = []): Verifier[] {
  const verifier = parseVkey(text);
  if (verifier?.type !== 'log') throw new InvalidArgumentError('It must be the vkey of a log, as its page shows it.');
  return [...before, verifier];
}
