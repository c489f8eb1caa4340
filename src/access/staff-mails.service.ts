import { Injectable } from '@nestjs/common';
import { domainOf } from '../platform/mail/domain-of.js';
import { Clock } from '../platform/clock.js';
import { Database, type Tx } from '../platform/database/database.js';
import { newId } from '../platform/ids.js';
import { may, type Permission, type Role } from './roles.js';
import { queueStaffMails } from './staff-mails.sql.js';

/** A member of staff who has joined and may come in. */
export interface Colleague {
  id: string;
  email: string;
  role: string;
}

/** Mails to members of staff, queued with what they tell of and written when they are sent, from what is true then. */
@Injectable()
export class StaffMails {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * One mail of a kind to everybody who may do something; its subject is the member. Who still waits for a mail of the kind gets no second one.
   * @param permission null: to all @returns how many people it goes to
   */
  async queue(tx: Tx, kind: string, permission: Permission | null): Promise<number> {
    const members = (await this.active()).filter(({ role }) => permission === null || may(role as Role, permission));
    const domains = members.map(({ email }) => domainOf(email));
    const mailIds = members.map(() => newId());
    const staffIds = members.map(({ id }) => id);
    await queueStaffMails(tx, { kind, mailIds, staffIds, domains, now: this.clock.now() });
    return members.length;
  }

  /** Those of these people who still work here, to write their mails. */
  async recipients(staffIds: readonly string[]): Promise<Colleague[]> {
    return (await this.active()).filter(({ id }) => staffIds.includes(id));
  }

  /** Read without what guards an account: a worker may not see that. */
  private active(): Promise<Colleague[]> {
    const select = { id: true, email: true, role: true } as const;
    return this.database.prisma.staff.findMany({
      where: { joinedAt: { not: null }, disabledAt: null },
      select,
      orderBy: { id: 'asc' },
    });
  }
}
