import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from '../../access/audit.service.js';
import { Clock } from '../../platform/clock.js';
import type { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { normaliseEmail } from '../../platform/http/fields.js';
import { newId } from '../../platform/ids.js';
import { CONFIG } from '../../platform/runtime.js';
import { bytesOf, spool } from '../../platform/tables/spooled-file.js';
import { SupportersService } from '../../supporters/supporters.service.js';
import { linesIn, withinLimit } from './addresses-in.js';
import { ExclusionFileRefused } from './audience.errors.js';
import { addExcluded } from './exclusions.sql.js';

export interface ExclusionList {
  id: string;
  createdBy: string;
  createdAt: Date;
  /** Rows with an address */
  rows: number;
  /** Rows in which none was found */
  badRows: number;
}

const rowsAtOnce = 5_000;
const mailboxesPerRow = 20;
/** A cell that is an address and nothing else */
const plainCell = /^[^\s@,;"<>()]+@[^\s@,;"<>()]+$/;

/** Lists of people who do not get an update. An address becomes a keyed hash as soon as it is read, and is not kept. */
@Injectable()
export class Exclusions {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly supporters: SupportersService,
    private readonly audit: AuditLog,
  ) {}

  /** Those that were read to their end, the newest first. */
  async list(campaignId: string): Promise<ExclusionList[]> {
    return this.database.prisma.updateExclusionList.findMany({
      where: { campaignId, readAt: { not: null } },
      orderBy: { id: 'desc' },
      take: 50,
      select: { id: true, createdBy: true, createdAt: true, rows: true, badRows: true },
    });
  }

  /**
   * The file is received before it is read, or a slow database would make the upload time out: on disk without a name, and gone with the process. Nothing is
   * kept of a refused one. @returns the list's id @throws ExclusionFileRefused
   */
  async take(campaignId: string, source: AsyncIterable<Buffer>, actor: string): Promise<string> {
    const file = await spool(withinLimit(source), join(this.config.DATA_DIR, 'exclusions'));
    try {
      return await this.keep(campaignId, bytesOf(file.handle), actor);
    } finally {
      await file.close();
    }
  }

  private async keep(campaignId: string, source: AsyncIterable<Buffer>, actor: string): Promise<string> {
    const { prisma } = this.database;
    const id = newId();
    await prisma.updateExclusionList.create({
      data: { id, campaignId, createdBy: actor, createdAt: this.clock.now() },
    });
    try {
      const { rows, badRows } = await this.read(id, source);
      if (rows === 0) throw new ExclusionFileRefused('no row has an email address.');
      await this.database.transaction(async (tx) => {
        await tx.updateExclusionList.update({ where: { id }, data: { rows, badRows, readAt: this.clock.now() } });
        const details = { listId: id, rows, badRows };
        await this.audit.record(tx, { actor, action: 'update.exclusions_uploaded', details });
      });
      return id;
    } catch (error) {
      await prisma.updateExclusionList.delete({ where: { id } });
      throw error;
    }
  }

  private async read(id: string, source: AsyncIterable<Buffer>): Promise<{ rows: number; badRows: number }> {
    let [rows, badRows, number] = [0, 0, 0];
    let portion: Buffer[] = [];
    const write = async (): Promise<void> => {
      if (portion.length > 0) await this.database.run(addExcluded, [id, portion]);
      portion = [];
    };
    for await (const lines of linesIn(source))
      for (const line of lines) {
        const keys = this.keysIn(line);
        portion.push(...keys);
        if (keys.length > 0) rows++;
        // The first row may be names of columns.
        else if (number > 0) badRows++;
        number++;
        if (portion.length >= rowsAtOnce) await write();
      }
    await write();
    return { rows, badRows };
  }

  /** Keys of the mailboxes a row names, in whatever spelling; too many readings of one address exclude one person too many, never one too few. */
  private keysIn(line: string): Buffer[] {
    const cells = line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
    const addresses = cells.filter((cell) => plainCell.test(cell)).map((cell) => normaliseEmail(cell));
    if (addresses.length > 0 && addresses.every((one) => one !== null))
      return addresses.map((address) => this.supporters.emailKey(address));
    return this.supporters.emailKeysIn([line], mailboxesPerRow) ?? [];
  }
}
