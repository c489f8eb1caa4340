import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../access/audit.service.js';
import { Database } from '../../platform/database/database.js';
import { cutPage, type Page } from '../../platform/database/keyset.js';
import { MailNotFound } from './inbox.errors.js';
import { inboxPage, type InboxQuery, type InboxRow } from './inbox.sql.js';
import { readMessage, type MailPart } from './reading/message.js';

export type { InboxRow } from './inbox.sql.js';

export const inboxPageSize = 50;

/** Content types a browser may display; everything else is only downloaded. */
const harmless = ['application/pdf', 'image/png', 'image/jpeg', 'text/plain'];

/** How a page describes a part. `winmail`: an Outlook container that other clients cannot open. */
export interface PartNote {
  filename: string;
  contentType: string;
  size: number;
  winmail: boolean;
}

/** Messages for staff to read. Every access is recorded in the audit log, with ids only. */
@Injectable()
export class InboxMessages {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
  ) {}

  /** A page of the inbox. @param of see `inboxPage` */
  async list(
    query: InboxQuery,
    actor: string,
    of: { campaignId: string; unassigned: boolean } | null = null,
  ): Promise<Page<InboxRow>> {
    const { cursor = null } = query;
    await this.audit.record(this.database.prisma, {
      actor,
      action: 'letters.inbox_read',
      details: { next: cursor !== null },
    });
    return cutPage(await inboxPage(this.database.prisma, query, of, inboxPageSize + 1), cursor, inboxPageSize);
  }

  /** @throws MailNotFound */
  async read(id: string, actor: string) {
    const mail = await this.find(id);
    await this.record('letters.mail_read', mail, actor);
    const raw = await this.database.prisma.inboundRaw.findUnique({ where: { mailId: id } });
    const parts = raw ? (await readMessage(Buffer.from(raw.content))).attachments : [];
    return { ...mail, parts: parts.map(noteOf) };
  }

  /** When a message arrived and what it belongs to, without anything a sender wrote. @param campaignId only if it answers a letter of this campaign @throws MailNotFound */
  async envelopeOf(
    id: string,
    campaignId: string | null = null,
  ): Promise<{ id: string; receivedAt: Date; letterId: string | null }> {
    const { receivedAt, letterId, letter } = await this.find(id);
    if (campaignId !== null && letter?.run.campaignId !== campaignId) throw new MailNotFound();
    return { id, receivedAt, letterId };
  }

  /** @param place of the part, from 0 @throws MailNotFound */
  async part(
    id: string,
    place: number,
    actor: string,
  ): Promise<{ filename: string; contentType: string; content: Buffer }> {
    const mail = await this.find(id);
    const part = (await readMessage(await this.rawOf(id))).attachments[place];
    if (!part) throw new MailNotFound();
    await this.record('letters.mail_part_read', mail, actor, { place });
    return {
      ...part,
      contentType: harmless.includes(part.contentType) ? part.contentType : 'application/octet-stream',
    };
  }

  /** The message byte for byte. @throws MailNotFound */
  async raw(id: string, actor: string): Promise<Buffer> {
    const mail = await this.find(id);
    const raw = await this.rawOf(id);
    await this.record('letters.mail_downloaded', mail, actor);
    return raw;
  }

  /** Messages of a letter, the newest first, without anything a sender wrote. */
  ofLetter(letterId: string) {
    return this.database.prisma.inboundMail.findMany({
      where: { letterId },
      orderBy: { id: 'desc' },
      take: 200,
      select: { id: true, receivedAt: true, kind: true, status: true, trusted: true, decision: true },
    });
  }

  private async find(id: string) {
    const mail = await this.database.prisma.inboundMail.findUnique({
      where: { id },
      include: { letter: { select: { id: true, reference: true, iso: true, run: { select: { campaignId: true } } } } },
    });
    if (!mail) throw new MailNotFound();
    return mail;
  }

  private async rawOf(id: string): Promise<Buffer> {
    const raw = await this.database.prisma.inboundRaw.findUnique({ where: { mailId: id } });
    if (!raw) throw new MailNotFound();
    return Buffer.from(raw.content);
  }

  private record(
    action: string,
    { id, letterId }: { id: string; letterId: string | null },
    actor: string,
    more: { place?: number } = {},
  ) {
    return this.audit.record(this.database.prisma, { actor, action, details: { mailId: id, letterId, ...more } });
  }
}

const noteOf = ({ filename, contentType, content }: MailPart): PartNote => ({
  filename,
  contentType,
  size: content.length,
  winmail:
    contentType === 'application/ms-tnef' ||
    contentType === 'application/vnd.ms-tnef' ||
    filename.toLowerCase() === 'winmail.dat',
});
