import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../platform/database/database.js';
import { may, roleNames, type Permission } from './roles.js';

/** The person behind an actor. The database checks the same again (`refuse_same_person`), whatever client writes. */
@Injectable()
export class PersonsService {
  constructor(private readonly database: Database) {}

  /** The person an actor acts for: the creator of a token; else the actor. */
  async behind(actor: string, tx: Tx = this.database.prisma): Promise<string> {
    const [kind, id = ''] = actor.split(':');
    if (kind !== 'token') return actor;
    const token = await tx.apiToken.findUnique({ where: { id }, select: { createdBy: true } });
    return token?.createdBy ?? actor;
  }

  /** The same for many actors, by one query or none. */
  async behindAll(actors: Iterable<string>): Promise<(actor: string) => string> {
    const ids = [...new Set(actors)].flatMap((actor) => (actor.startsWith('token:') ? actor.slice(6) : []));
    if (ids.length === 0) return (actor) => actor;
    const rows = await this.database.prisma.apiToken.findMany({
      where: { id: { in: ids } },
      select: { id: true, createdBy: true },
    });
    const known = new Map(rows.map(({ id, createdBy }) => [`token:${id}`, createdBy]));
    return (actor) => known.get(actor) ?? actor;
  }

  /** How many people who can sign in have a permission in a campaign. */
  async countWho(permission: Permission, campaignId: string): Promise<number> {
    const roles = roleNames.filter((role) => may(role, permission));
    return this.database.prisma.staff.count({
      where: {
        role: { in: roles },
        joinedAt: { not: null },
        disabledAt: null,
        OR: [{ campaigns: { none: {} } }, { campaigns: { some: { campaignId } } }],
      },
    });
  }

  /** Whether two actors are the same person, through whatever tokens. */
  async same(one: string, other: string, tx?: Tx): Promise<boolean> {
    return one === other || (await this.behind(one, tx)) === (await this.behind(other, tx));
  }
}
