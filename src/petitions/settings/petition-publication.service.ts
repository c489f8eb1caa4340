import { Injectable } from '@nestjs/common';
import { Clock, utcDay } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/database.js';
import { InvalidInput } from '../../platform/errors.js';
import { EventLog } from '../../platform/events/event-log.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { askEarlierSignersJob } from '../successors/successors.jobs.js';

/** What publishing a petition for the first time does beside showing its text. */
@Injectable()
export class PetitionPublication {
  constructor(
    private readonly clock: Clock,
    private readonly events: EventLog,
    private readonly jobs: Jobs,
  ) {}

  /** In the transaction that publishes the text. Closes the petition it succeeds, whose signers are then asked. @throws InvalidInput when its time is over */
  async first(tx: Tx, petitionId: string): Promise<void> {
    const now = this.clock.now();
    const petition = await tx.petition.findUniqueOrThrow({ where: { id: petitionId } });
    if (petition.closesAt && petition.closesAt <= now)
      throw new InvalidInput([
        { pointer: '/closesDay', code: 'petition.over', detail: 'has passed: choose a later day in the settings' },
      ]);
    const opensAt = petition.opensAt < now ? now : petition.opensAt;
    await tx.petition.update({ where: { id: petitionId }, data: { publishedAt: now, opensAt } });
    if (opensAt <= now)
      await this.events.append(tx, {
        type: 'petition.opened',
        subjectKind: 'petition',
        subjectId: petitionId,
        data: { petition: petition.slug, opensOn: utcDay(opensAt) },
      });
    if (petition.predecessorId === null) return;
    await tx.petition.updateMany({
      where: { id: petition.predecessorId, closedAt: null },
      data: { closedAt: now },
    });
    await this.jobs.add(tx, askEarlierSignersJob, { petitionId });
  }
}
