import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database, type Tx } from '../platform/database/database.js';
import { AuditLog } from './audit.service.js';
import { SessionNotFound } from './second-factor.errors.js';

export interface ListedSession {
  id: string;
  device: string;
  createdAt: Date;
  /** To the minute. */
  lastSeenAt: Date;
  secondFactor: string;
}

/** The sessions of an account: list and end. */
@Injectable()
export class SessionListService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** Newest first; those that have expired are left out. */
  async of(staffId: string): Promise<ListedSession[]> {
    const where = { staffId, expiresAt: { gt: this.clock.now() } };
    const rows = await this.database.prisma.staffSession.findMany({ where, orderBy: { createdAt: 'desc' } });
    return rows.map(({ id, userAgent, createdAt, lastSeenAt, secondFactor }) => ({
      id,
      device: userAgent,
      createdAt,
      lastSeenAt,
      secondFactor,
    }));
  }

  /** Ends one of one's own sessions. @throws SessionNotFound, also for sessions of others */
  async end(staffId: string, sessionId: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const { count } = await tx.staffSession.deleteMany({ where: { id: sessionId, staffId } });
      if (count === 0) throw new SessionNotFound();
      await this.record(tx, `staff:${staffId}`, staffId, count);
    });
  }

  /** Ends all sessions of an account. @param but a session that stays */
  async endAll(staffId: string, actor: string, but?: string): Promise<number> {
    return this.database.transaction((tx) => this.endAllIn(tx, staffId, actor, but));
  }

  async endAllIn(tx: Tx, staffId: string, actor: string, but?: string): Promise<number> {
    const { count } = await tx.staffSession.deleteMany({
      where: { staffId, ...(but !== undefined && { id: { not: but } }) },
    });
    if (count > 0) await this.record(tx, actor, staffId, count);
    return count;
  }

  private record(tx: Tx, actor: string, staffId: string, count: number): Promise<void> {
    return this.audit.record(tx, { actor, action: 'staff.sessions_ended', details: { staffId, count } });
  }
}
