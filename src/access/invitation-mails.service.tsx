import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { MailButton, MailLayout, MailLink, MailText } from '../platform/mail/layout.js';
import { MailKinds, type MailDraft } from '../platform/mail/mail.kinds.js';
import { compileMail, slot } from '../platform/mail/template.js';
import { StaffService } from './staff.service.js';

/** Invites a colleague. Rendered when it is sent: anyone who has joined or was disabled meanwhile gets none. */
@Injectable()
export class InvitationMails implements OnModuleInit {
  constructor(
    private readonly kinds: MailKinds,
    private readonly database: Database,
    private readonly staff: StaffService,
  ) {}

  onModuleInit(): void {
    this.kinds.register({
      kind: 'access.invitation',
      requested: true,
      retries: true,
      render: (staffIds) => this.render(staffIds),
    });
  }

  private async render(staffIds: string[]): Promise<Map<string, MailDraft>> {
    const invited = await this.database.prisma.staff.findMany({
      where: { id: { in: staffIds }, joinedAt: null, disabledAt: null },
    });
    return new Map(
      invited.map(({ id, email }) => [
        id,
        { to: email, unsubscribeUrl: null, ...mail.fill({ link: this.staff.invitationLink(id) }) },
      ]),
    );
  }
}

const mail = compileMail(
  'Your invitation to Demarche',
  <MailLayout
    locale="en"
    heading="You are invited to work with the campaign"
    preheader="The link works once, for seven days"
    footer={
      <p style="margin:0;">
        An owner of this installation entered your address. If you did not expect this, you can ignore this email.
      </p>
    }
  >
    <MailText>Open the link to choose a password. It works once, for seven days.</MailText>
    <MailButton href={slot('link')} label="Create your account" />
    <MailText>
      Or copy this address into your browser: <MailLink href={slot('link')}>{slot('link')}</MailLink>
    </MailText>
  </MailLayout>,
);
