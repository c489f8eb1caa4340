import { lockOneUntilCommit } from '../platform/database/advisory-locks.js';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '../access/audit.service.js';
import type { Config } from '../platform/config/config.js';
import { Database, type Tx } from '../platform/database/database.js';
import { DomainError, InvalidInput } from '../platform/errors.js';
import { CONFIG } from '../platform/runtime.js';
import type { TableChoice, TableReading } from '../platform/tables/file-table.js';
import { spool } from '../platform/tables/spooled-file.js';
import { readTable } from '../platform/tables/table.js';
import { StatesService } from '../treaties/states.service.js';
import { ChannelsService } from './channels.service.js';
import { MinistriesService } from './ministries.service.js';
import {
  asMinistryRefusal,
  isMinistryHeader,
  readMinistryRows,
  type MinistryRow,
  type RowFault,
} from './ministry-rows.js';
import { OfficeHoldersService } from './office-holders.service.js';

export interface MinistryImportOrder {
  /** Content of the file. */
  text: string | Buffer;
  /** Choices where the file itself is ambiguous. */
  choice?: TableChoice;
  /** Default source of rows. */
  source: string;
  actor: string;
  dryRun: boolean;
  /** Import the valid rows even when others are invalid. */
  skipBad: boolean;
}

export interface MinistryImportReport {
  rows: number;
  /** Imported, or what would be. */
  channels: number;
  facts: number;
  holders: number;
  /** Addresses, facts and holders that are recorded already. */
  repeated: number;
  faults: RowFault[];
  /** False: nothing was stored. */
  written: boolean;
  /** What was guessed about the file, or skipped. */
  reading?: TableReading & { encoding: string };
}

/** Thrown to roll back a dry run, or a file with invalid rows. */
class Undone extends Error {}

/** Imports lists of addresses, facts and office holders. Addresses await verification by another person, as always. */
@Injectable()
export class MinistriesImportService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly audit: AuditLog,
    private readonly states: StatesService,
    private readonly channels: ChannelsService,
    private readonly ministries: MinistriesService,
    private readonly holders: OfficeHoldersService,
  ) {}

  /** All rows are tried in one transaction, which is only committed if it may be. @throws MinistryImportRefused */
  async run({ text, choice, source, actor, dryRun, skipBad }: MinistryImportOrder): Promise<MinistryImportReport> {
    const { rows, reading } = await this.read(Buffer.from(text), source, choice);
    const known = new Set((await this.states.list('en')).map(({ iso }) => iso));
    const report: MinistryImportReport = {
      rows: rows.length,
      channels: 0,
      facts: 0,
      holders: 0,
      repeated: 0,
      faults: [],
      written: false,
      ...(reading && { reading }),
    };
    try {
      await this.database.transaction(async (tx) => {
        // In alphabetical order, so that two imports wait for each other instead of deadlocking.
        for (const iso of [...new Set(rows.map((row) => row.iso))].filter((one) => known.has(one)).sort())
          await lockOneUntilCommit(tx, 'ministry', iso);
        for (const row of rows) {
          const faults = known.has(row.iso) ? await this.faultsOf(tx, row) : [unknownState(row), ...row.faults];
          report.faults.push(...faults);
          if (faults.length === 0) await this.write(tx, row, actor, report);
        }
        if (dryRun || (report.faults.length > 0 && !skipBad)) throw new Undone();
        const { channels, facts, holders } = report;
        const sha256 = createHash('sha256').update(text).digest('hex');
        await this.audit.record(tx, {
          actor,
          action: 'ministry.imported',
          details: { sha256, channels, facts, holders },
        });
      });
      report.written = true;
    } catch (error) {
      if (!(error instanceof Undone)) throw error;
    }
    return report;
  }

  /** @throws MinistryImportRefused */
  private async read(content: Buffer, source: string, choice?: TableChoice) {
    try {
      const file = await spool(Readable.from([content]), join(this.config.DATA_DIR, 'imports'));
      try {
        const table = await readTable(file, choice, isMinistryHeader);
        const rows = await readMinistryRows(table, source);
        const said = Object.keys(table.reading).some((key) => key !== 'sheet');
        return { rows, reading: said ? { encoding: table.encoding, ...table.reading } : null };
      } finally {
        await file.close();
      }
    } catch (error) {
      throw asMinistryRefusal(error);
    }
  }

  private async write(
    tx: Tx,
    { iso, channel, facts, holder }: MinistryRow,
    actor: string,
    report: MinistryImportReport,
  ): Promise<void> {
    if (channel && (await this.channels.isOnRecord(tx, iso, channel))) report.repeated++;
    else if (channel) {
      await this.channels.addIn(tx, iso, channel, actor);
      report.channels++;
    }
    for (const fact of facts)
      if (await this.ministries.enterIn(tx, iso, fact, actor)) report.facts++;
      else report.repeated++;
    if (holder && (await this.holders.isOnRecord(tx, iso, holder))) report.repeated++;
    else if (holder) {
      await this.holders.enterIn(tx, iso, holder, actor);
      report.holders++;
    }
  }

  /** Reasons to refuse a row, found before anything of it is written. */
  private async faultsOf(tx: Tx, { line, iso, channel, holder, faults }: MinistryRow): Promise<RowFault[]> {
    const found = [...faults];
    const told = (error: unknown, column: string): void => {
      if (!(error instanceof DomainError)) throw error;
      const fault = error instanceof InvalidInput ? error.faults[0] : undefined;
      found.push({ line, column, code: fault?.code ?? error.code, detail: fault?.detail ?? error.message });
    };
    try {
      if (channel) this.channels.refuseExample(channel.address);
    } catch (error) {
      told(error, 'address');
    }
    try {
      if (holder && !(await this.holders.isOnRecord(tx, iso, holder))) await this.holders.refuse(tx, iso, holder);
    } catch (error) {
      told(error, error instanceof InvalidInput ? 'holder_checked_on' : 'holder_from');
    }
    return found;
  }
}

const unknownState = ({ line }: MinistryRow): RowFault => ({
  line,
  column: 'iso',
  code: 'state.unknown',
  detail: 'is not the code of a state',
});
