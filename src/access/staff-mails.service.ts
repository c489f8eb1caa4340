import { Injectable } from '@nestjs/common';
import { domainOf } from '../platform/mail/domain-of.js';
import { Clock } from '../platform/clock.js';
import { Database, type Tx } from '../platform/database/database.js';
import { newId } from '../platform/ids.js';
import { may, type Permission, type Role } from './roles.js';
import { queueStaffMails } from './staff-mails.sql.js';

/** A member of staff with an active account. */
export interface Colleague {
  id: string;
  email: string;
  role: string;
  /** Ids of the campaigns the role is for; empty: all */
  campaigns: readonly string[];
}

/** Whether something of a campaign is for a member of staff; null: of no campaign in particular, for those who work for all. */
export const isFor = ({ campaigns }: Colleague, campaignId: string | null): boolean =>
  campaigns.length === 0 || (campaignId !== null && campaigns.includes(campaignId));

/** Emails to staff, queued with their subject and rendered with current data when they are sent. */
@Injectable()
export class StaffMails {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /**
   * One email of a kind to everybody with a permission; its subject is the member. Anyone with a pending email of the kind gets no second one.
   * @param permission null: to all @param campaignId the campaign it is about; null: about all @returns how many people it goes to
   */
  async queue(tx: Tx, kind: string, permission: Permission | null, campaignId: string | null): Promise<number> {
    const members = (await this.active())
      .filter(({ role }) => permission === null || may(role as Role, permission))
      .filter((member) => isFor(member, campaignId));
    const domains = members.map(({ email }) => domainOf(email));
    const mailIds = members.map(() => newId());
    const staffIds = members.map(({ id }) => id);
    await queueStaffMails(tx, { kind, mailIds, staffIds, domains, now: this.clock.now() });
    return members.length;
  }

  /** Those of these people who are still active, for rendering their emails. */
  async recipients(staffIds: readonly string[]): Promise<Colleague[]> {
    return (await this.active()).filter(({ id }) => staffIds.includes(id));
  }

  /** Read without secret columns: a worker may not see those. */
  private async active(): Promise<Colleague[]> {
    const select = { id: true, email: true, role: true, campaigns: { select: { campaignId: true } } } as const;
    const rows = await this.database.prisma.staff.findMany({
      where: { joinedAt: { not: null }, disabledAt: null },
      select,
      orderBy: { id: 'asc' },
    });
    return rows.map(({ campaigns, ...row }) => ({ ...row, campaigns: campaigns.map(({ campaignId }) => campaignId) }));
  }
}
