import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../access/audit.service.js';
import type { InboundMail, Prisma } from '../../generated/prisma/client.js';
import { Clock } from '../../platform/clock.js';
import { Database, type Tx } from '../../platform/database/database.js';
import { MailDecided, MailNotFound, NoSuchReference } from './inbox.errors.js';
import { InboxEffects } from './inbox-effects.service.js';
import type { MailKind, MailStatus } from './inbox.status.js';

export const mailActions = ['confirm', 'assign', 'set_aside'] as const;
export type MailAction = (typeof mailActions)[number];

/** Required state of a message for an action. */
const states: Record<MailAction, Prisma.InboundMailWhereInput> = {
  confirm: { status: 'matched', trusted: false, decidedAt: null, erasedAt: null },
  assign: { status: { in: ['tray', 'set_aside'] satisfies MailStatus[] }, erasedAt: null },
  set_aside: { OR: [{ status: 'tray' }, { status: 'matched', trusted: false, decidedAt: null }] },
};

/** Decisions possible for a message in its current state. */
export const actionsOfMail = ({
  status,
  trusted,
  decidedAt,
  erasedAt,
}: Pick<InboundMail, 'status' | 'trusted' | 'decidedAt' | 'erasedAt'>): MailAction[] => {
  const isOpen = status === 'matched' && !trusted && decidedAt === null;
  return mailActions.filter((action) => {
    if (action === 'confirm') return isOpen && erasedAt === null;
    if (action === 'assign') return status !== 'matched' && erasedAt === null;
    return status === 'tray' || isOpen;
  });
};

/** Staff decisions about messages. A message confirmed as genuine has the same effect as a verified one. */
@Injectable()
export class InboxDecisions {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly effects: InboxEffects,
  ) {}

  /** The message is genuine: it has the same effect on its letter as a verified one. @throws MailNotFound, MailDecided, LetterInFlight */
  confirm(id: string, actor: string): Promise<void> {
    return this.decide(id, 'confirm', actor, () => Promise.resolve({ decision: 'confirmed' }));
  }

  /** @param campaignId to a letter of this campaign only @throws MailNotFound, MailDecided, NoSuchReference, LetterInFlight */
  assign(id: string, reference: string, actor: string, campaignId: string | null = null): Promise<void> {
    return this.decide(id, 'assign', actor, async (tx) => {
      const letter = await tx.letter.findFirst({
        where: {
          reference,
          ...(campaignId !== null && { run: { campaignId } }),
          OR: [{ attempts: { gt: 0 } }, { sentAt: { not: null } }],
        },
        select: { id: true },
      });
      if (!letter) throw new NoSuchReference();
      return { decision: 'assigned', status: 'matched' satisfies MailStatus, letterId: letter.id, matchRule: 'person' };
    });
  }

  /** @throws MailNotFound, MailDecided */
  setAside(id: string, reason: string, actor: string): Promise<void> {
    return this.decide(id, 'set_aside', actor, () =>
      Promise.resolve({ decision: 'set_aside', status: 'set_aside' satisfies MailStatus, reason }),
    );
  }

  private async decide(
    id: string,
    action: MailAction,
    actor: string,
    change: (tx: Tx) => Promise<Prisma.InboundMailUncheckedUpdateManyInput>,
  ): Promise<void> {
    const now = this.clock.now();
    await this.database.transaction(async (tx) => {
      const data = { ...(await change(tx)), decidedBy: actor, decidedAt: now };
      const { count } = await tx.inboundMail.updateMany({ where: { id, ...states[action] }, data });
      const mail = await tx.inboundMail.findUnique({
        where: { id },
        select: { id: true, kind: true, kindRule: true, letterId: true },
      });
      if (!mail) throw new MailNotFound();
      if (count === 0) throw new MailDecided();
      const { letterId, kindRule } = mail;
      if (action !== 'set_aside' && letterId !== null)
        await this.effects.apply(tx, { id, kind: mail.kind as MailKind, kindRule, letterId }, now, actor);
      await this.audit.record(tx, { actor, action: `letters.mail_${action}`, details: { mailId: id, letterId } });
    });
  }
}
