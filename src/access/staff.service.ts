import { domainOf } from '../platform/mail/domain-of.js';
import { lockUntilCommit } from '../platform/database/advisory-locks.js';
import { Inject, Injectable } from '@nestjs/common';
import { uuidv7 } from 'uuidv7';
import { Clock, days, hours } from '../platform/clock.js';
import type { Config } from '../platform/config/config.js';
import { Database } from '../platform/database/database.js';
import { validate } from '../platform/http/validation.js';
import { newId } from '../platform/ids.js';
import { CONFIG } from '../platform/runtime.js';
import { Tokens } from '../platform/tokens.js';
import { StaffExists, StaffLinkRefused } from './staff.errors.js';
import { invitation, type NewColleague, type NewOwner } from './access.schema.js';
import { queueInvitation } from './access.sql.js';
import { AuditLog } from './audit.service.js';
import { PasswordsService, refuseGuessable } from './passwords.service.js';
import { StaffSecrets } from './staff-secrets.service.js';

/** Subject of a set-up token: no person yet, only the vacant place of the first owner. */
const firstOwner = '00000000-0000-8000-8000-000000000001';
const setUpMilliseconds = hours(24);
const invitationMilliseconds = days(7);

export interface StaffMember {
  id: string;
  email: string;
  name: string;
  role: string;
  status: 'invited' | 'active' | 'disabled';
  secondFactor: boolean;
  /** Ids of the campaigns the role is for; empty: all */
  campaigns: string[];
}

/** Staff accounts: the first owner by a link printed at the start, everybody else by invitation. */
@Injectable()
export class StaffService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly tokens: Tokens,
    private readonly passwords: PasswordsService,
    private readonly secrets: StaffSecrets,
    private readonly audit: AuditLog,
  ) {}

  /** The link that creates the first owner, valid for a day; null once there is an owner. */
  async setupLink(): Promise<string | null> {
    if (await this.hasOwner()) return null;
    const token = this.tokens.issue(
      'staff-setup',
      firstOwner,
      new Date(this.clock.now().getTime() + setUpMilliseconds),
    );
    return `${this.config.PUBLIC_URL}/admin/setup/${token}`;
  }

  /** @throws StaffLinkRefused when the link would not create an owner now */
  async checkSetup(token: string): Promise<void> {
    const reading = this.tokens.read('staff-setup', token, this.clock.now());
    if (reading.outcome === 'invalid' || reading.id !== firstOwner) throw new StaffLinkRefused('setup', 'invalid');
    if (await this.hasOwner()) throw new StaffLinkRefused('setup', 'used');
    if (reading.outcome === 'expired') throw new StaffLinkRefused('setup', 'expired');
  }

  /**
   * Creates the first owner; of several concurrent attempts one succeeds.
   * @throws StaffLinkRefused, InvalidInput (a guessable password), StaffExists (the address belongs to a colleague)
   */
  async setUpOwner(token: string, { name, email, password }: NewOwner): Promise<{ id: string }> {
    await this.checkSetup(token);
    refuseGuessable(password, email, name);
    const passwordHash = await this.passwords.hash(password);
    return this.database.transaction(async (tx) => {
      await lockUntilCommit(tx, 'owners');
      if ((await tx.staff.count({ where: { role: 'owner', joinedAt: { not: null } } })) > 0)
        throw new StaffLinkRefused('setup', 'used');
      const found = await tx.staff.findUnique({ where: { email } });
      if (found?.joinedAt) throw new StaffExists();
      const now = this.clock.now();
      const account = { name, joinedAt: now, role: 'owner', disabledAt: null };
      const { id } = await tx.staff.upsert({
        where: { email },
        create: { id: uuidv7(), email, createdAt: now, ...account },
        update: account,
      });
      await this.secrets.setPassword(tx, id, passwordHash);
      await this.audit.record(tx, { actor: `staff:${id}`, action: 'staff.owner_set_up', details: { staffId: id } });
      return { id };
    });
  }

  /**
   * Invites a colleague by email, or again one who has not joined yet.
   * @param input validated here, because it comes from the command line as well as from a page; `campaigns` are ids, none means all
   * @returns the link of the email, for other channels; it works for 7 days and until a password is set
   * @throws StaffExists, InvalidInput
   */
  async invite(
    { campaigns = [], ...input }: { email: string; role: string; campaigns?: readonly string[] },
    actor: string,
  ): Promise<string> {
    const { email, role } = await validate(invitation, input);
    const id = await this.database.transaction(async (tx) => {
      const found = await tx.staff.findUnique({ where: { email } });
      if (found?.joinedAt) throw new StaffExists();
      const now = this.clock.now();
      // A new account, so that the link of the withdrawn invitation stays invalid.
      if (found?.disabledAt) await tx.staff.delete({ where: { email } });
      const staff = await tx.staff.upsert({
        where: { email },
        create: { id: uuidv7(), email, name: email, role, createdAt: now },
        update: { role, campaigns: { deleteMany: {} } },
      });
      await tx.staffCampaign.createMany({
        data: [...new Set(campaigns)].map((campaignId) => ({ staffId: staff.id, campaignId })),
      });
      await queueInvitation(tx, newId(), staff.id, domainOf(email), now);
      await this.audit.record(tx, {
        actor,
        action: 'staff.invited',
        details: { staffId: staff.id, role, campaigns: [...campaigns] },
      });
      return staff.id;
    });
    return this.invitationLink(id);
  }

  /** A link that works for 7 days from now. */
  invitationLink(staffId: string): string {
    const token = this.tokens.issue(
      'staff-invite',
      staffId,
      new Date(this.clock.now().getTime() + invitationMilliseconds),
    );
    return `${this.config.PUBLIC_URL}/admin/invite/${token}`;
  }

  /** Whom an invitation link is for. @throws StaffLinkRefused */
  async readInvitation(token: string): Promise<{ id: string; email: string; role: string }> {
    const reading = this.tokens.read('staff-invite', token, this.clock.now());
    if (reading.outcome === 'invalid') throw new StaffLinkRefused('invite', 'invalid');
    const staff = await this.database.prisma.staff.findUnique({ where: { id: reading.id } });
    if (!staff || staff.disabledAt) throw new StaffLinkRefused('invite', 'invalid');
    if (staff.joinedAt) throw new StaffLinkRefused('invite', 'used');
    if (reading.outcome === 'expired') throw new StaffLinkRefused('invite', 'expired');
    return { id: staff.id, email: staff.email, role: staff.role };
  }

  /** @throws StaffLinkRefused, InvalidInput (a guessable password) */
  async acceptInvitation(token: string, { name, password }: NewColleague): Promise<{ id: string }> {
    const { id, email } = await this.readInvitation(token);
    refuseGuessable(password, email, name);
    const passwordHash = await this.passwords.hash(password);
    return this.database.transaction(async (tx) => {
      await lockUntilCommit(tx, 'owners');
      const data = { name, joinedAt: this.clock.now() };
      const { count } = await tx.staff.updateMany({ where: { id, joinedAt: null, disabledAt: null }, data });
      if (count === 0) throw new StaffLinkRefused('invite', 'used');
      await this.secrets.setPassword(tx, id, passwordHash);
      await this.audit.record(tx, { actor: `staff:${id}`, action: 'staff.joined', details: { staffId: id } });
      return { id };
    });
  }

  async list(): Promise<StaffMember[]> {
    const rows = await this.database.prisma.staff.findMany({
      include: { _count: { select: { passkeys: true } }, campaigns: { select: { campaignId: true } } },
      orderBy: { id: 'asc' },
    });
    const withTotp = await this.secrets.idsWithTotp();
    return rows.map(({ id, email, name, role, joinedAt, disabledAt, campaigns, _count }) => ({
      id,
      email,
      name,
      role,
      status: disabledAt ? 'disabled' : joinedAt ? 'active' : 'invited',
      secondFactor: _count.passkeys > 0 || withTotp.has(id),
      campaigns: campaigns.map(({ campaignId }) => campaignId),
    }));
  }

  private async hasOwner(): Promise<boolean> {
    return (await this.database.prisma.staff.count({ where: { role: 'owner', joinedAt: { not: null } } })) > 0;
  }
}
