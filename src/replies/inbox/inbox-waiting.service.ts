import { Injectable } from '@nestjs/common';
import { Database } from '../../platform/database/database.js';
import { mostWaiting, waits, type Waiting } from '../../platform/waiting.js';
import { StatesService } from '../../treaties/states.service.js';
import { unassignedMails, uncheckedMails, unrecordedReplies, type WaitingMail } from './inbox.sql.js';

/** Incoming email that waits for somebody, without anything a sender wrote. */
@Injectable()
export class InboxWaiting {
  constructor(
    private readonly database: Database,
    private readonly states: StatesService,
  ) {}

  /** Of which nobody knows what letter they answer; they belong to no campaign. */
  async toAssign(): Promise<Waiting[]> {
    return this.read(await unassignedMails(this.database.prisma, mostWaiting));
  }

  /** Which may not come from whom they say. */
  async toCheck(campaignId: string): Promise<Waiting[]> {
    return this.read(await uncheckedMails(this.database.prisma, campaignId, mostWaiting));
  }

  /** Replies whose meaning nobody has recorded. */
  async toRecord(campaignId: string): Promise<Waiting[]> {
    return this.read(await unrecordedReplies(this.database.prisma, campaignId, mostWaiting));
  }

  private async read(mails: readonly WaitingMail[]): Promise<Waiting[]> {
    if (mails.length === 0) return [];
    const stateOf = await this.states.all();
    return mails.map(({ id, receivedAt, iso }) =>
      waits({ title: iso === null ? null : stateOf(iso, 'en').name, since: receivedAt, at: id }),
    );
  }
}
