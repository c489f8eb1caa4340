import { lockOneUntilCommit } from '../platform/database/advisory-locks.js';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../access/audit.service.js';
import type { OfficeHolder } from '../generated/prisma/client.js';
import { Clock, utcDay } from '../platform/clock.js';
import { Database, type Tx } from '../platform/database/database.js';
import { addDays, type Day } from '../platform/day.js';
import { InvalidInput } from '../platform/errors.js';
import { newId } from '../platform/ids.js';
import { StatesService } from '../treaties/states.service.js';
import { HolderNotFound, MinistryRefused } from './ministries.errors.js';
import type { NewHolder } from './ministries.schema.js';
import { staleDays, type Confidence, type Gender } from './ministries.values.js';

/** The office holder from day to day, both inclusive. */
export interface Holder {
  id: string;
  iso: string;
  name: string;
  gender: Gender;
  title: string;
  validFrom: Day;
  validTo: Day | null;
  checkedOn: Day;
  source: string;
  confidence: Confidence;
  enteredBy: string;
  enteredAt: Date;
}

/** Whether the last verification is too old to rely on the name that day. */
export const isStale = ({ checkedOn }: Pick<Holder, 'checkedOn'>, day: Day): boolean =>
  addDays(checkedOn, staleDays) < day;

/** The heads of ministries, according to public sources. */
@Injectable()
export class OfficeHoldersService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly states: StatesService,
  ) {}

  /** The latest term first. */
  async of(iso: string): Promise<Holder[]> {
    return (await this.database.prisma.officeHolder.findMany({ where: { iso }, orderBy: { validFrom: 'desc' } })).map(
      holderOf,
    );
  }

  /** The office holders on a day, by state. */
  async allOn(day: Day): Promise<Map<string, Holder>> {
    const rows = await this.database.prisma.officeHolder.findMany({ where: holding(day) });
    return new Map(rows.map((row) => [row.iso, holderOf(row)]));
  }

  /** @throws StateUnknown, MinistryRefused `holder.overlap` @returns its id */
  async enter(iso: string, holder: NewHolder, actor: string): Promise<string> {
    await this.states.get(iso, 'en');
    return this.database.transaction((tx) => this.enterIn(tx, iso, holder, actor));
  }

  async enterIn(tx: Tx, iso: string, holder: NewHolder, actor: string): Promise<string> {
    await lockOneUntilCommit(tx, 'ministry', iso);
    await this.refuse(tx, iso, holder);
    const id = newId();
    const { name, gender, title, source, confidence } = holder;
    const days = {
      validFrom: new Date(holder.validFrom),
      validTo: holder.validTo === null ? null : new Date(holder.validTo),
      checkedOn: new Date(holder.checkedOn ?? this.today()),
    };
    await tx.officeHolder.create({
      data: {
        id,
        iso,
        name,
        gender,
        title,
        ...days,
        source,
        confidence,
        enteredBy: actor,
        enteredAt: this.clock.now(),
      },
    });
    await this.audit.record(tx, { actor, action: 'ministry.holder_entered', details: { iso, id } });
    return id;
  }

  /** @throws InvalidInput when the day of the check is in the future, MinistryRefused `holder.overlap` */
  async refuse(tx: Tx, iso: string, { validFrom, validTo, checkedOn }: NewHolder): Promise<void> {
    if (checkedOn !== null && checkedOn > this.today())
      throw new InvalidInput([{ pointer: '/checkedOn', code: 'day.in_future', detail: 'is in the future' }]);
    const others = await tx.officeHolder.count({
      where: {
        iso,
        OR: [{ validTo: null }, { validTo: { gte: new Date(validFrom) } }],
        ...(validTo !== null && { validFrom: { lte: new Date(validTo) } }),
      },
    });
    if (others > 0) throw new MinistryRefused('holder.overlap');
  }

  /** The same person from the same day on. */
  async isOnRecord(tx: Tx, iso: string, { name, validFrom }: NewHolder): Promise<boolean> {
    return (await tx.officeHolder.count({ where: { iso, name, validFrom: new Date(validFrom) } })) > 0;
  }

  /** A person has verified today that the holder is still in office. @throws HolderNotFound, MinistryRefused `holder.ended` */
  async check(iso: string, id: string, actor: string): Promise<void> {
    await this.change(iso, id, 'ministry.holder_checked', actor, () => ({ checkedOn: new Date(this.today()) }));
  }

  /** @param validTo the last day in office @throws HolderNotFound, MinistryRefused `holder.ended`, `holder.day` */
  async end(iso: string, id: string, validTo: Day, actor: string): Promise<void> {
    await this.change(iso, id, 'ministry.holder_ended', actor, ({ validFrom }) => {
      if (validTo < utcDay(validFrom)) throw new MinistryRefused('holder.day');
      return { validTo: new Date(validTo) };
    });
  }

  private async change(
    iso: string,
    id: string,
    action: string,
    actor: string,
    data: (row: OfficeHolder) => { checkedOn: Date } | { validTo: Date },
  ): Promise<void> {
    await this.database.transaction(async (tx) => {
      await lockOneUntilCommit(tx, 'ministry', iso);
      const row = await tx.officeHolder.findFirst({ where: { id, iso } });
      if (!row) throw new HolderNotFound();
      if (row.validTo !== null) throw new MinistryRefused('holder.ended');
      await tx.officeHolder.update({ where: { id }, data: data(row) });
      await this.audit.record(tx, { actor, action, details: { iso, id } });
    });
  }

  private today(): Day {
    return utcDay(this.clock.now());
  }
}

/** The same as `holding`, for a term that was already read. */
export const heldOn = ({ validFrom, validTo }: Pick<Holder, 'validFrom' | 'validTo'>, day: Day): boolean =>
  validFrom <= day && (validTo === null || validTo >= day);

const holding = (day: Day) => ({
  validFrom: { lte: new Date(day) },
  OR: [{ validTo: null }, { validTo: { gte: new Date(day) } }],
});

export const holderOf = (row: OfficeHolder): Holder => ({
  ...row,
  gender: row.gender as Gender,
  confidence: row.confidence as Confidence,
  validFrom: utcDay(row.validFrom),
  validTo: row.validTo && utcDay(row.validTo),
  checkedOn: utcDay(row.checkedOn),
});
