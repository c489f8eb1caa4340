import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '../platform/database/database.js';

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

  /** Whether two actors are the same person, through whatever tokens. */
  async same(one: string, other: string, tx?: Tx): Promise<boolean> {
    return one === other || (await this.behind(one, tx)) === (await this.behind(other, tx));
  }
}
