import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Clock, days } from '../../platform/clock.js';
import type { Config } from '../../platform/config/config.js';
import { Database } from '../../platform/database/database.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { MailProviders } from '../../platform/mail/mail-providers.js';
import { CONFIG } from '../../platform/runtime.js';
import { audienceShape } from '../audience/audience.schema.js';
import type { AudienceOrder } from '../audience/audience.sql.js';
import { claimFreeze, domainsOfAudience, freezeRecipients, readyForAudience, rememberDomains } from './freeze.sql.js';
import { freezeJob } from './sending.jobs.js';

/** A provider with fewer recipients is one of the others. */
const providerAtLeast = 50;
const providersAtMost = 200;
const knownDays = 30;
/** Milliseconds for all look-ups: what is not known by then is its own provider. */
const patience = 120_000;

/** Writes down who gets an update, while it can still be called back. */
@Injectable()
export class Freezing implements OnModuleInit {
  private readonly log = new Logger('Updates');

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly jobs: Jobs,
    private readonly providers: MailProviders,
  ) {}

  onModuleInit(): void {
    this.jobs.handle(freezeJob, async ({ updateId }) => void (await this.freeze(updateId)));
  }

  /** Does nothing when it was done, or the mailing was called back. @returns how many recipients there are, or null */
  async freeze(updateId: string): Promise<number | null> {
    const order = await this.orderOf(updateId);
    if (!order) return null;
    const names = await this.providersOf(order.audience);
    const frozen = await this.database.session(async (client) => {
      await readyForAudience(client);
      if (!(await claimFreeze(client, updateId))) return null;
      return freezeRecipients(client, updateId, order.audience, names, order.expected, this.clock.now());
    });
    if (frozen !== null) this.log.log(`An update has ${frozen} recipients.`);
    return frozen;
  }

  private async orderOf(updateId: string): Promise<{ audience: AudienceOrder; expected: number } | null> {
    const mailing = await this.database.prisma.updateMailing.findUnique({
      where: { updateId },
      include: { update: { select: { campaignId: true } } },
    });
    if (!mailing || mailing.frozenAt !== null || mailing.startedAt === null || mailing.version === null) return null;
    const { texts } = await this.database.prisma.updateVersion.findUniqueOrThrow({
      where: { updateId_number: { updateId, number: mailing.version } },
    });
    return {
      audience: {
        campaignId: mailing.update.campaignId,
        audience: audienceShape.parse(mailing.audience),
        locales: Object.keys(texts as object),
        at: mailing.startedAt,
      },
      expected: mailing.expected ?? 0,
    };
  }

  /** The providers with the most recipients. Look-ups are remembered, and no transaction waits for them. */
  private async providersOf(order: AudienceOrder): Promise<string[]> {
    const now = this.clock.now();
    const domains = await this.database.session(async (client) => {
      await readyForAudience(client);
      return domainsOfAudience(client, order, new Date(now.getTime() - days(knownDays)));
    });
    const unknown = domains.filter(({ provider }) => provider === null).map(({ domain }) => domain);
    const found =
      this.config.SMTP_URL === undefined ? new Map<string, string>() : await this.providers.of(unknown, patience);
    if (found.size > 0)
      await this.database.session((client) => rememberDomains(client, [...found.keys()], [...found.values()], now));
    const people = new Map<string, number>();
    for (const { domain, people: n, provider } of domains) {
      const name = provider ?? found.get(domain);
      if (name !== undefined) people.set(name, (people.get(name) ?? 0) + n);
    }
    return [...people]
      .filter(([, n]) => n >= providerAtLeast)
      .sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1))
      .slice(0, providersAtMost)
      .map(([name]) => name);
  }
}
