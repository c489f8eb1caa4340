import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import type { Tx } from '../platform/database/database.js';
import { newId } from '../platform/ids.js';
import { may, type Permission } from './roles.js';
import { queueStaffMails } from './staff-mails.sql.js';
import { StaffService, type StaffMember } from './staff.service.js';

/** Mails to members of staff, queued with what they tell of and written when they are sent, from what is true then. */
@Injectable()
export class StaffMails {
  constructor(
    private readonly clock: Clock,
    private readonly staff: StaffService,
  ) {}

  /**
   * One mail of a kind to everybody who may do something; its subject is the member. Who still waits for a mail of the kind gets no second one.
   * @param permission null: to all @returns how many people it goes to
   */
  async queue(tx: Tx, kind: string, permission: Permission | null): Promise<number> {
    const members = (await this.active()).filter(({ role }) => permission === null || may(role, permission));
    const domains = members.map(({ email }) => email.slice(email.lastIndexOf('@') + 1));
    const mailIds = members.map(() => newId());
    const staffIds = members.map(({ id }) => id);
    await queueStaffMails(tx, { kind, mailIds, staffIds, domains, now: this.clock.now() });
    return members.length;
  }

  /** Those of these people who still work here, to write their mails. */
  async recipients(staffIds: readonly string[]): Promise<StaffMember[]> {
    return (await this.active()).filter(({ id }) => staffIds.includes(id));
  }

  private async active(): Promise<StaffMember[]> {
    return (await this.staff.list()).filter(({ status }) => status === 'active');
  }
}
