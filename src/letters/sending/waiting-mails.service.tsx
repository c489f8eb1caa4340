import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { VNode } from 'preact';
import { isFor, StaffMails } from '../../access/staff-mails.service.js';
import type { Config } from '../../platform/config/config.js';
import { Database, type Tx } from '../../platform/database/database.js';
import { MailButton, MailLayout, MailText } from '../../platform/mail/layout.js';
import { MailKinds, type MailDraft } from '../../platform/mail/mail.kinds.js';
import { compileMail } from '../../platform/mail/template.js';
import { CONFIG } from '../../platform/runtime.js';
import { waitingForPerson, type RunStatus } from './runs.status.js';
import { countryName } from '../../platform/http/country-names.js';

const kind = 'letters.waiting';

/** Notifies staff of letters that need attention: on hold, late, refused permanently, or with an unknown outcome. */
@Injectable()
export class WaitingMails implements OnModuleInit {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly kinds: MailKinds,
    private readonly mails: StaffMails,
  ) {}

  onModuleInit(): void {
    this.kinds.register({ kind, requested: true, render: (staffIds) => this.render(staffIds) });
  }

  /** Part of the transaction in which a letter begins to wait. Many letters at once cause one email. */
  async tell(tx: Tx, letterIds: readonly string[]): Promise<void> {
    const runs = await tx.letterRun.findMany({
      where: { letters: { some: { id: { in: [...letterIds] } } } },
      distinct: ['campaignId'],
      select: { campaignId: true },
    });
    for (const { campaignId } of runs) await this.mails.queue(tx, kind, 'letters:write', campaignId);
  }

  /** What is waiting when the email is rendered; no email when nothing is any more. */
  private async render(staffIds: string[]): Promise<Map<string, MailDraft>> {
    const letters = await this.database.prisma.letter.findMany({
      // Letters on hold in the plan were approved like that; they have no events.
      where: {
        status: { in: [...waitingForPerson] },
        events: { some: {} },
        run: { status: { in: ['approved', 'paused', 'finished'] satisfies RunStatus[] } },
      },
      include: { run: { select: { campaignId: true } } },
      orderBy: [{ status: 'asc' }, { iso: 'asc' }],
    });
    const members = await this.mails.recipients(staffIds);
    const drafts = new Map<string, MailDraft>();
    for (const member of members) {
      const lines = letters.filter(({ run }) => isFor(member, run.campaignId)).map(lineOf);
      if (lines.length === 0) continue;
      const mail = waitingMail(lines, `${this.config.PUBLIC_URL}/admin/runs`);
      drafts.set(member.id, { to: member.email, unsubscribeUrl: null, ...mail });
    }
    return drafts;
  }
}

function lineOf({ iso, reference, status, held }: { iso: string; reference: string; status: string; held: unknown }) {
  const why = (held as { detail: string }[]).map(({ detail }) => detail).join(' ');
  return `${countryName(iso, 'en')} (${reference}): ${status.replaceAll('_', ' ')}. ${why}`.trim();
}

function waitingMail(lines: readonly string[], url: string): { subject: string; html: string; text: string } {
  const heading = lines.length === 1 ? 'A letter needs attention' : `${lines.length} letters need attention`;
  const items: VNode[] = lines.map((line) => <li style="margin:0 0 4px;">{line}</li>);
  const body = (
    <MailLayout
      locale="en"
      heading={heading}
      preheader="Nothing is sent until somebody decides."
      footer={<p style="margin:0;">You receive this as a member of staff who works with letters.</p>}
    >
      <MailText>
        They were not sent, or it is not known whether they arrived. Nothing is sent again until somebody decides.
      </MailText>
      <ul style="margin:0 0 16px;padding-left:20px;">{items}</ul>
      <MailButton href={url} label="Open the mailings" />
    </MailLayout>
  );
  return compileMail(heading, body).fill({});
}
