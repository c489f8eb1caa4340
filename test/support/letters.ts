import { ClaimsReference } from '../../src/claims/claims.reference.js';
import { LettersDispatcher } from '../../src/letters/sending/letters-dispatcher.js';
import { MinistriesDemo } from '../../src/ministries/ministries-demo.service.js';
import { MinistriesReference } from '../../src/ministries/ministries.reference.js';
import { newRun } from '../../src/letters/sending/runs.schema.js';
import { waitingForPerson } from '../../src/letters/sending/runs.status.js';
import { RunsService } from '../../src/letters/sending/runs.service.js';
import { validate } from '../../src/platform/http/validation.js';
import { TreatiesReference } from '../../src/treaties/treaties.reference.js';
import { World } from './world.js';

export const [author, approver] = [
  'staff:00000000-0000-7000-8000-000000000001',
  'staff:00000000-0000-7000-8000-000000000002',
];
const byWeek = { name: 'Four April', channel: 'email', onDay: '2027-04-04', localTime: '09:30', rule: 'previous' };

/** The campaign with its texts, and ministries with example addresses: everything letters need. */
export class LettersDesk {
  private constructor(
    readonly world: World,
    readonly campaignId: string,
  ) {}

  static async create(settings: Record<string, string> = {}): Promise<LettersDesk> {
    const world = await World.create(settings);
    await world.get(TreatiesReference).load();
    await world.get(ClaimsReference).load();
    await world.loadsCampaign();
    await world.get(MinistriesReference).load();
    await world.get(MinistriesDemo).loadDemo('cli');
    const campaignId = (await world.database.prisma.campaign.findFirstOrThrow({ where: { slug: 'reconsider' } })).id;
    return new LettersDesk(world, campaignId);
  }

  get runs(): RunsService {
    return this.world.get(RunsService);
  }

  async drafted(input: Record<string, unknown> = {}): Promise<string> {
    return (await this.runs.draft(this.campaignId, await validate(newRun, { ...byWeek, ...input }), author)).id;
  }

  /** Planned by one person and approved by another. */
  async approved(input: Record<string, unknown> = {}): Promise<string> {
    const id = await this.drafted(input);
    const { hash } = await this.runs.plan(id, author);
    await this.runs.approve(id, hash, approver);
    return id;
  }

  letterOf(runId: string, iso: string) {
    return this.world.database.prisma.letter.findFirstOrThrow({ where: { runId, iso } });
  }

  /** Sends what is due at an instant. */
  async sendAt(instant: string): Promise<void> {
    this.world.clock.moveTo(instant);
    await this.world.get(LettersDispatcher).sendDue();
  }

  /** Earlier letters would keep later ones back for three weeks. */
  async forgetLetters(): Promise<void> {
    const longAgo = new Date('2020-01-01');
    const { prisma } = this.world.database;
    await prisma.letter.updateMany({ data: { sentAt: longAgo, dueAt: longAgo, outcomeUnknownAt: longAgo } });
    await prisma.letter.updateMany({ where: { status: { in: [...waitingForPerson] } }, data: { status: 'cancelled' } });
    await prisma.letterRun.updateMany({
      where: { status: { in: ['approved', 'paused'] } },
      data: { status: 'cancelled' },
    });
    this.world.smtp.sent.length = 0;
    this.world.smtp.onSend = () => undefined;
  }
}
