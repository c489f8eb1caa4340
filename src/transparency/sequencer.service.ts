import { Injectable, Logger } from '@nestjs/common';
import type pg from 'pg';
import { Clock, utcDay } from '../platform/clock.js';
import { addDays, type Day } from '../platform/day.js';
import { binaryArray } from '../platform/database/binary-array.js';
import { Database } from '../platform/database/database.js';
import { SupportersService } from '../supporters/supporters.service.js';
import { entryOf, type Leaf } from './leaves.js';
import { Round } from './round.js';
import {
  forgetRecords,
  lockLog,
  markRecords,
  newConfirmations,
  newVersions,
  putCheckpoint,
  putRecords,
  putState,
  putTiles,
  readEdge,
  takeDue,
  tallyOf,
  type Confirmation,
  type Due,
  type LockedLog,
} from './sequencing.sql.js';
import { tallyLeaf, type TallyRow } from './tally.js';
import { edgeOf, Growth, type Tile } from './tree/growth.js';

const confirmationsAtOnce = 10_000;
const duesAtOnce = 5_000;

/**
 * Adds to a log what moved the number of its petition, after it was committed: sign-ups and confirmations do not wait for it. One round is one
 * transaction that holds the row of the log, so a log has one order, and a process that dies in the middle leaves nothing.
 */
@Injectable()
export class Sequencer {
  private readonly log = new Logger('Count log');

  constructor(
    private readonly database: Database,
    private readonly supporters: SupportersService,
    private readonly clock: Clock,
  ) {}

  /**
   * One round.
   * @returns whether there may be more; null when another process has the log, or it does not go on
   */
  round(logId: string): Promise<boolean | null> {
    return this.database.session((client) => this.grow(client, logId));
  }

  private async grow(client: pg.PoolClient, logId: string): Promise<boolean | null> {
    const [log] = await read<LockedLog>(client, lockLog, [logId, this.clock.now()]);
    if (!log) return null;
    const round = new Round(log, (address) => this.supporters.mailboxOf(address));
    const versions = await read<{ number: number; hash: string }>(client, newVersions, [
      log.petitionId,
      log.lastVersion,
    ]);
    // Changes first: what is erased between the two statements is then not read by the second, or waits for the next round.
    const dues = await read<Due>(client, takeDue, [log.petitionId, duesAtOnce, log.id]);
    for (const due of dues) round.changed(due);
    const values = [log.petitionId, log.lastNumber, confirmationsAtOnce];
    const confirmations = await read<Confirmation>(client, newConfirmations, values);
    round.confirmed(confirmations);
    const about = round.shuffled();
    const more = confirmations.length === confirmationsAtOnce || dues.length === duesAtOnce;

    const leaves: Leaf[] = [
      ...versions.map(({ number, hash }): Leaf => ({ k: 'version', n: number, h: hash })),
      ...about.map((one) => one.leaf),
    ];
    const first = log.size + versions.length;
    const opened = about.flatMap(({ opens }, i) => (opens ? [{ ...opens, leaf: first + i }] : []));
    const edge = edgeOf(log.size);
    const tiles = await read<Tile>(client, readEdge, [log.id, edge.map(({ level }) => level), edge.map(({ n }) => n)]);
    const growth = new Growth(log.size, tiles);
    // The database writes the records while the leaves are hashed.
    const written = client.query(putRecords, recordColumns(log.id, opened));
    written.catch(() => undefined);
    for (const leaf of leaves) growth.add(entryOf(leaf));
    await written;
    if (round.marked.size > 0) await client.query(markRecords, [[...round.marked.keys()], [...round.marked.values()]]);
    if (round.forgotten.length > 0) await client.query(forgetRecords, [round.forgotten]);

    const state = { talliedOn: log.talliedOn, talliedSize: log.talliedSize, closed: log.closed };
    if (!more) {
      if (log.isOver && !log.closed) leaves.push(grownBy(growth, { k: 'close' }));
      state.closed = log.isOver;
      const day = yesterday(this.clock.now());
      if ((log.talliedOn ?? '') < day && log.size + leaves.length > log.talliedSize) {
        const tally = tallyLeaf(day, round.counted, await read<TallyRow>(client, tallyOf, [log.id]));
        leaves.push(grownBy(growth, tally));
        state.talliedOn = day;
        state.talliedSize = log.size + leaves.length;
      }
    }
    if (leaves.length === 0 && state.closed === log.closed) return more;
    if (leaves.length > 0) await this.putTree(client, log.id, growth, round.counted);
    await client.query(putState, [
      ...[
        log.id,
        log.size + leaves.length,
        round.counted,
        round.lastNumber,
        versions.at(-1)?.number ?? log.lastVersion,
      ],
      ...[state.talliedOn, state.talliedSize, state.closed],
    ]);
    this.log.log(`${leaves.length} leaves added to ${log.origin}.`);
    return more;
  }

  private async putTree(client: pg.PoolClient, logId: string, growth: Growth, counted: number): Promise<void> {
    const { size, root, tiles } = await growth.finish();
    const column = <Key extends keyof Tile>(key: Key) => tiles.map((tile) => tile[key]);
    const data = binaryArray('bytea', column('data'));
    await client.query(putTiles, [logId, column('level'), column('n'), column('width'), data]);
    await client.query(putCheckpoint, [logId, size, root, counted]);
  }
}

const grownBy = (growth: Growth, leaf: Leaf): Leaf => {
  growth.add(entryOf(leaf));
  return leaf;
};

const recordColumns = (
  logId: string,
  opened: readonly { id: string; leaf: number; salt: Buffer; record: string }[],
) => [
  logId,
  binaryArray(
    'uuid',
    opened.map(({ id }) => id),
  ),
  opened.map(({ leaf }) => leaf),
  binaryArray(
    'bytea',
    opened.map(({ salt }) => salt),
  ),
  binaryArray(
    'text',
    opened.map(({ record }) => record),
  ),
];

const read = async <Row extends pg.QueryResultRow>(client: pg.PoolClient, text: string, values: unknown[]) =>
  (await client.query<Row>(text, values)).rows;

/** The UTC day that has just ended. */
const yesterday = (now: Date): Day => addDays(utcDay(now), -1);
