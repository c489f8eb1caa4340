import { Injectable } from '@nestjs/common';
import { CountLogs, type PublicLog } from './count-logs.service.js';
import { LogKeys } from './log-keys.service.js';
import { LogNotFound } from './transparency.errors.js';
import { parseTilePath, tileWidth } from './tree/tiles.js';

/** A file of a log as it is served. */
export interface LogFile {
  body: Buffer;
  type: 'text/plain; charset=utf-8' | 'application/octet-stream';
  /** It is the same for ever */
  immutable: boolean;
}

/** The files of a log under its address (C2SP tlog-tiles), and the keys beside them. */
@Injectable()
export class LogFiles {
  constructor(
    private readonly logs: CountLogs,
    private readonly keys: LogKeys,
  ) {}

  /** @param path below the log's address @throws LogNotFound, and what CountLogs.get throws */
  async get(slug: string, path: string): Promise<LogFile> {
    const [, generation, name = ''] = /^(?:([2-9]|[1-9]\d{1,3}|1)\/)?(.*)$/.exec(path) ?? [];
    const log = await this.logs.get(slug, generation === undefined ? undefined : Number(generation));
    if (name === 'checkpoint') return text(log.checkpoint);
    if (name === 'keys') return text(await this.keysOf(log));
    const tile = name.startsWith('tile/') ? parseTilePath(name.slice('tile/'.length)) : null;
    if (!tile || tile.width > tileWidth) throw new LogNotFound();
    return { body: await this.logs.tile(log, tile), type: 'application/octet-stream', immutable: true };
  }

  /** The vkey of the log, and below it how the key came to be: each note is signed by the key before. */
  private async keysOf(log: PublicLog): Promise<string> {
    const keys = await this.keys.list();
    return [log.verifier.vkey, ...keys.flatMap(({ succession }) => (succession === null ? [] : [succession]))].join(
      '\n===\n',
    );
  }
}

const text = (body: string): LogFile => ({
  body: Buffer.from(body),
  type: 'text/plain; charset=utf-8',
  immutable: false,
});
