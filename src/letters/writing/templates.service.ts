import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../access/audit.service.js';
import { claimKeysIn } from '../../claims/claims.schema.js';
import { ClaimsService } from '../../claims/claims.service.js';
import { Clock } from '../../platform/clock.js';
import { Database, type Tx } from '../../platform/database/database.js';
import { newId } from '../../platform/ids.js';
import type { ConventionCode } from '../../treaties/position.status.js';
import type { LetterParts } from './compose-letter.js';
import { fieldsIn } from './template-engine.js';
import { TemplateNotDraft, TemplateNotFound, TemplateSamePerson } from './templates.errors.js';
import { approvedLocales, shippedLetters, shippedLocales } from './shipped-templates.js';
import { slotOf, type TemplatePart } from './template-part.schema.js';
import type { LetterReference, NewTemplate } from './templates.schema.js';
import { releaseAuthor, type Audience, type TemplateStatus } from './templates.values.js';
import { longDate } from '../../platform/texts/in-words.js';

/** One version of a text. */
export interface TemplateVersion {
  id: string;
  kind: string;
  convention: string | null;
  audience: string | null;
  locale: string;
  version: number;
  subject: string | null;
  body: string;
  status: TemplateStatus;
  author: string;
  createdAt: Date;
  approvedBy: string | null;
  approvedAt: Date | null;
  usedAt: Date | null;
}

/** The texts of one language that letters are made from. */
export interface TemplateSet {
  locale: string;
  versions: readonly TemplateVersion[];
  frame: TemplateVersion;
  followUp: TemplateVersion | null;
  section: (convention: ConventionCode, audience: Audience) => TemplateVersion | null;
}

/** The texts letters are made from: versions, each approved by someone other than its author, and immutable after that. */
@Injectable()
export class TemplatesService {
  private readonly words = new Map<string, LetterReference['words']>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly claims: ClaimsService,
  ) {}

  /** Brings the bundled texts: where there is none, and as a new version where the newest is a bundled one. Texts by staff stay. */
  async release(tx: Tx, campaignId: string, texts: readonly TemplatePart[]): Promise<void> {
    const held = await tx.letterTemplate.findMany({ where: { campaignId }, orderBy: { version: 'desc' } });
    const now = this.clock.now();
    for (const text of texts) {
      const { kind, convention, audience, locale, subject, body } = text;
      const newest = held.find((one) => slotOf(one) === slotOf(text));
      if (newest && (newest.author !== releaseAuthor || (newest.subject === subject && newest.body === body))) continue;
      const slot = { campaignId, locale, kind, convention, audience };
      const isApproved = approvedLocales.has(locale);
      if (isApproved)
        await tx.letterTemplate.updateMany({ where: { ...slot, status: 'approved' }, data: { status: 'retired' } });
      await tx.letterTemplate.create({
        data: {
          id: newId(),
          ...slot,
          subject,
          body,
          version: (newest?.version ?? 0) + 1,
          status: isApproved ? 'approved' : 'draft',
          author: releaseAuthor,
          createdAt: now,
          approvedBy: isApproved ? 'release' : null,
          approvedAt: isApproved ? now : null,
        },
      });
    }
  }

  /** Text above the notes of a letter; English where a language has none. */
  wordsIn(locale: string): LetterParts['words'] {
    const known = shippedLocales.find((one) => one === locale) ?? 'en';
    let words = this.words.get(known);
    if (!words) this.words.set(known, (words = shippedLetters(known).words));
    const { notes, asOf, compiled } = words;
    const on = (text: string) => (day: string) => text.replace('{day}', longDate(day, known));
    return { notes, asOf: on(asOf), compiled: on(compiled) };
  }

  /** Every version, the newest of each text first. */
  async list(campaignId: string): Promise<TemplateVersion[]> {
    const rows = await this.database.prisma.letterTemplate.findMany({
      where: { campaignId },
      orderBy: [{ locale: 'asc' }, { kind: 'asc' }, { convention: 'asc' }, { audience: 'asc' }, { version: 'desc' }],
    });
    return rows.map((row) => ({ ...row, status: row.status as TemplateStatus }));
  }

  /** The approved texts by language; a language without an approved frame is missing. */
  async approved(campaignId: string): Promise<Map<string, TemplateSet>> {
    const rows = (await this.list(campaignId)).filter(({ status }) => status === 'approved');
    const sets = [...new Set(rows.map((row) => row.locale))].map((locale) =>
      setOf(
        locale,
        rows.filter((row) => row.locale === locale),
      ),
    );
    return new Map(sets.flatMap((set) => (set ? [[set.locale, set]] : [])));
  }

  /** Stores a new version. @throws TemplateFault, ClaimsNotUsable */
  async draft(campaignId: string, text: NewTemplate, actor: string): Promise<{ id: string }> {
    for (const part of [text.subject, text.body]) fieldsIn(part);
    await this.claims.requireUsable(claimKeysIn(text.body));
    const id = newId();
    const slot = {
      kind: text.kind,
      convention: text.kind === 'section' ? (text.convention ?? null) : null,
      audience: text.kind === 'section' ? (text.audience ?? null) : null,
      locale: text.locale,
    };
    await this.database.transaction(async (tx) => {
      const newest = await tx.letterTemplate.aggregate({ where: { campaignId, ...slot }, _max: { version: true } });
      const version = (newest._max.version ?? 0) + 1;
      const body = { subject: text.kind === 'section' ? null : text.subject, body: text.body };
      await tx.letterTemplate.create({
        data: {
          id,
          campaignId,
          ...slot,
          ...body,
          version,
          status: 'draft',
          author: actor,
          createdAt: this.clock.now(),
        },
      });
      await this.audit.record(tx, {
        actor,
        action: 'letters.template_drafted',
        details: { templateId: id, ...slot, version },
      });
    });
    return { id };
  }

  /**
   * Another person approves a version; the one before it is retired. @throws TemplateNotFound, TemplateNotDraft, TemplateSamePerson, ClaimsNotUsable
   */
  async approve(id: string, actor: string): Promise<void> {
    const text = await this.get(id);
    if (text.author === actor) throw new TemplateSamePerson();
    await this.claims.requireUsable(claimKeysIn(text.body));
    await this.database.transaction(async (tx) => {
      const { campaignId, kind, convention, audience, locale } = text;
      const decision = { status: 'approved', approvedBy: actor, approvedAt: this.clock.now() };
      const { count } = await tx.letterTemplate.updateMany({ where: { id, status: 'draft' }, data: decision });
      if (count === 0) throw new TemplateNotDraft();
      await tx.letterTemplate.updateMany({
        where: { campaignId, kind, convention, audience, locale, status: 'approved', id: { not: id } },
        data: { status: 'retired' },
      });
      await this.audit.record(tx, { actor, action: 'letters.template_approved', details: { templateId: id } });
    });
  }

  /** @param campaignId only of this campaign @throws TemplateNotFound */
  async get(id: string, campaignId?: string): Promise<TemplateVersion & { campaignId: string }> {
    const where = { id, ...(campaignId !== undefined && { campaignId }) };
    const row = await this.database.prisma.letterTemplate.findUnique({ where });
    if (!row) throw new TemplateNotFound();
    return { ...row, status: row.status as TemplateStatus };
  }
}

/** Null where the language has no frame. */
function setOf(locale: string, versions: readonly TemplateVersion[]): TemplateSet | null {
  const frame = versions.find(({ kind }) => kind === 'frame');
  const followUp = versions.find(({ kind }) => kind === 'follow_up') ?? null;
  const section = (convention: ConventionCode, audience: Audience): TemplateVersion | null =>
    versions.find((one) => one.convention === convention && one.audience === audience) ?? null;
  return frame ? { locale, versions, frame, followUp, section } : null;
}

/** The sets as they would be with a version in place of the approved one. */
export function withVersion(
  sets: ReadonlyMap<string, TemplateSet>,
  version: TemplateVersion,
): Map<string, TemplateSet> {
  const { locale, kind, convention, audience } = version;
  const others = (sets.get(locale)?.versions ?? []).filter(
    (one) => one.kind !== kind || one.convention !== convention || one.audience !== audience,
  );
  const set = setOf(locale, [...others, version]);
  return new Map([...sets, ...(set ? ([[locale, set]] as const) : [])]);
}
