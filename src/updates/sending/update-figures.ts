import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { Metrics } from '../../platform/metrics.js';
import { recipientStates } from '../recipients.status.js';
import { pauseReasons, type MailingState } from './mailings.status.js';

const watched = ['starting', 'sending', 'paused'] as const satisfies readonly MailingState[];

/** Counts mailings that are under way when metrics are scraped. */
@Injectable()
export class UpdateFigures implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    const { metrics, database } = this;
    const { prisma } = database;
    metrics.onRead([metrics.updateMailings, metrics.updateRecipients, metrics.updateProvidersHeld], async () => {
      const open = await prisma.updateMailing.findMany({
        where: { state: { in: [...watched] } },
        select: { state: true, pausedBy: true, tallies: { select: { state: true, count: true } } },
      });
      const nameOf = ({ state, pausedBy }: (typeof open)[number]): string =>
        state === 'paused' ? `paused_${pausedBy ?? 'staff'}` : state;
      for (const name of ['starting', 'sending', ...pauseReasons.map((reason) => `paused_${reason}`)])
        metrics.updateMailings.set({ state: name }, open.filter((one) => nameOf(one) === name).length);
      for (const [name, code] of Object.entries(recipientStates)) {
        const counts = open.flatMap(({ tallies }) => tallies.filter(({ state }) => state === code));
        metrics.updateRecipients.set(
          { state: name },
          counts.reduce((sum, { count }) => sum + count, 0),
        );
      }
      metrics.updateProvidersHeld.set(
        await prisma.mailProvider.count({ where: { heldUntil: { gt: this.clock.now() } } }),
      );
    });
  }
}
