import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { VNode } from 'preact';
import { isFor, StaffMails } from '../access/staff-mails.service.js';
import type { Config } from '../platform/config/config.js';
import { Database, type Tx } from '../platform/database/database.js';
import { MailButton, MailLayout, MailText } from '../platform/mail/layout.js';
import { MailKinds, type MailDraft } from '../platform/mail/mail.kinds.js';
import { compileMail } from '../platform/mail/template.js';
import { CONFIG } from '../platform/runtime.js';
import type { DeliveryStatus, StatusReason } from './webhooks.values.js';

const kind = 'webhooks.stopped';

const whys: Record<string, string> = {
  failing: 'paused, because nothing reached it for three days',
  gone: 'disabled: the endpoint returned 410 Gone',
};

/** Notifies staff that an endpoint was stopped automatically, or that messages failed permanently. */
@Injectable()
export class WebhookMails implements OnModuleInit {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly kinds: MailKinds,
    private readonly mails: StaffMails,
  ) {}

  onModuleInit(): void {
    this.kinds.register({ kind, requested: true, render: (staffIds) => this.render(staffIds) });
  }

  /** Part of the transaction in which it happens. Several at once cause one email. @param campaignId the only campaign of the webhook; null: all */
  async tell(tx: Tx, campaignId: string | null): Promise<void> {
    await this.mails.queue(tx, kind, 'webhooks:manage', campaignId);
  }

  /** What is wrong with the webhooks of the person when the email is rendered; no email when nothing is any more. Of a URL only the host: the rest may be a secret. */
  private async render(staffIds: string[]): Promise<Map<string, MailDraft>> {
    const endpoints = await this.database.prisma.webhookEndpoint.findMany({
      where: {
        OR: [
          { reason: { in: ['failing', 'gone'] satisfies StatusReason[] } },
          { deliveries: { some: { status: 'failed' satisfies DeliveryStatus } } },
        ],
      },
      select: { url: true, description: true, reason: true, campaignId: true },
      orderBy: { id: 'asc' },
    });
    const mails = new Map<string, MailDraft>();
    for (const member of await this.mails.recipients(staffIds)) {
      const lines = endpoints
        .filter(({ campaignId }) => isFor(member, campaignId))
        .map(
          ({ url, description, reason }) =>
            `${description} (${new URL(url).hostname}): ${whys[reason ?? ''] ?? 'messages failed permanently'}.`,
        );
      if (lines.length === 0) continue;
      const mail = stoppedMail(lines, `${this.config.PUBLIC_URL}/admin/webhooks`);
      mails.set(member.id, { to: member.email, unsubscribeUrl: null, ...mail });
    }
    return mails;
  }
}

function stoppedMail(lines: readonly string[], url: string): { subject: string; html: string; text: string } {
  const heading = lines.length === 1 ? 'A webhook needs attention' : `${lines.length} webhooks need attention`;
  const items: VNode[] = lines.map((line) => <li style="margin:0 0 4px;">{line}</li>);
  const body = (
    <MailLayout
      locale="en"
      heading={heading}
      preheader="Messages wait until somebody looks."
      footer={<p style="margin:0;">You receive this as a member of staff who manages the webhooks.</p>}
    >
      <MailText>
        What was not delivered is kept for 30 days and can be sent again from the page of the webhook.
      </MailText>
      <ul style="margin:0 0 16px;padding-left:20px;">{items}</ul>
      <MailButton href={url} label="Open the webhooks" />
    </MailLayout>
  );
  return compileMail(heading, body).fill({});
}
