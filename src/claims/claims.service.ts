import { shownIn } from '../platform/texts/in-language.js';
import { Injectable } from '@nestjs/common';
import { AuditLog } from '../access/audit.service.js';
import { Clock, utcDay } from '../platform/clock.js';
import { Database, type Tx } from '../platform/database/database.js';
import { addDays } from '../platform/day.js';
import { writtenLocales, type Locale } from '../platform/http/locale.js';
import { PageCache } from '../platform/http/page-cache.js';
import { referenceReviewer, reviewAheadDays, type Obstacle } from './claim.status.js';
import { ClaimNotFound, ClaimRetired, ClaimsNotUsable } from './claims.errors.js';
import type { ClaimCheck, ClaimNote, ClaimUsePlace, PublicFact, StaffClaim } from './claims.schema.js';
import { essayKeys } from './essay.js';
import { everything, staffClaim } from './staff-claim.js';

export const claimsTag = 'claims';

/** The register of facts: what may be said in public and in letters, what may not, and where it is said. */
@Injectable()
export class ClaimsService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
    private readonly cache: PageCache,
  ) {}

  private today(): string {
    return utcDay(this.clock.now());
  }

  /** All claims, including refused ones with their reason, by key. */
  async list(): Promise<StaffClaim[]> {
    const rows = await this.database.prisma.claim.findMany({ orderBy: { key: 'asc' }, include: everything });
    return rows.map((row) => staffClaim(row, this.today()));
  }

  /** @throws ClaimNotFound */
  async get(key: string): Promise<StaffClaim> {
    const row = await this.database.prisma.claim.findUnique({ where: { key }, include: everything });
    if (!row) throw new ClaimNotFound();
    return staffClaim(row, this.today());
  }

  /** Due for review: expired, or expiring soon; the most urgent first. */
  async reviewQueue(): Promise<StaffClaim[]> {
    const until = addDays(this.today(), reviewAheadDays);
    const due = (await this.list()).filter(
      ({ retiredAt, standing, expiresOn }) =>
        retiredAt === null && standing !== 'refused' && standing !== 'opinion' && expiresOn <= until,
    );
    return due.sort((a, b) => (a.expiresOn < b.expiresOn ? -1 : 1));
  }

  /** Facts that may be used today, in a language, English where a wording is missing. */
  async facts(locale: Locale): Promise<PublicFact[]> {
    const byNumber = (await this.list()).sort((a, b) => Number(isLaw(a.key)) - Number(isLaw(b.key)));
    return byNumber.flatMap((claim) => {
      if (
        claim.obstacle !== null ||
        claim.texts.en === undefined ||
        (claim.standing !== 'true' && claim.standing !== 'corrected')
      )
        return [];
      const { key, standing, confidence, lastCheckedOn, expiresOn, reviewer, statement } = claim;
      const corrects = standing === 'corrected' && essayKeys.has(key) ? statement : null;
      const checked = reviewer !== referenceReviewer;
      return [
        {
          key,
          text: shownIn(claim.texts, locale),
          standing,
          corrects,
          confidence,
          checked,
          lastCheckedOn,
          expiresOn,
          sources: claim.sources.map(({ title, url }) => ({ title, url })),
        },
      ];
    });
  }

  /** All claims as notes under a text, including those it should no longer use: the reader is told. */
  async notes(): Promise<ClaimNote[]> {
    return (await this.list()).map(noteOf);
  }

  /** The gate before every public text. @throws ClaimsNotUsable naming each claim that may not be used as a fact, and why */
  async requireUsable(keys: readonly string[]): Promise<void> {
    const problems = await this.obstaclesTo(keys);
    if (problems.length > 0) throw new ClaimsNotUsable(problems);
  }

  async obstaclesTo(keys: readonly string[]): Promise<ClaimObstacle[]> {
    const rows = await this.database.prisma.claim.findMany({ where: { key: { in: [...keys] } }, include: everything });
    return obstaclesAmong(
      rows.map((row) => staffClaim(row, this.today())),
      keys,
    );
  }

  /** The days on which claims were retired, for texts that name them. */
  async retiredAmong(keys: readonly string[]): Promise<Map<string, string>> {
    const rows = await this.database.prisma.claim.findMany({
      where: { key: { in: [...keys] }, retiredAt: { not: null } },
      select: { key: true, retiredAt: true },
    });
    return new Map(rows.map(({ key, retiredAt }) => [key, retiredAt ? utcDay(retiredAt) : '']));
  }

  /** Replaces the recorded uses of a text: it uses exactly these claims. Unknown keys are left out. */
  async recordUses(tx: Tx, { kind, place, locale }: ClaimUsePlace, keys: readonly string[]): Promise<void> {
    const known = await tx.claim.findMany({ where: { key: { in: [...keys] } }, select: { key: true } });
    await tx.claimUse.deleteMany({ where: { kind, place, locale, claimKey: { notIn: known.map(({ key }) => key) } } });
    const recordedAt = this.clock.now();
    await tx.claimUse.createMany({
      data: known.map(({ key }) => ({ claimKey: key, kind, place, locale, recordedAt })),
      skipDuplicates: true,
    });
  }

  /** What says these facts has another name now. */
  async movePlace(tx: Tx, kind: ClaimUsePlace['kind'], from: string, to: string): Promise<void> {
    await tx.claimUse.updateMany({ where: { kind, place: from }, data: { place: to } });
  }

  /** A person has checked the claim again: verdict, fact and wordings as of now. Marks on its uses are removed or set again. */
  async check(key: string, check: ClaimCheck, actor: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const claim = await tx.claim.findUnique({ where: { key } });
      if (!claim) throw new ClaimNotFound();
      if (claim.retiredAt) throw new ClaimRetired();
      const { verdict, correctFact, note, ...rest } = check;
      const expiresOn = new Date(check.expiresOn);
      const corrected = verdict !== claim.verdict || correctFact !== claim.correctFact;
      await tx.claim.update({
        where: { key },
        data: { verdict, correctFact, expiresOn, lastCheckedOn: new Date(this.today()), reviewer: actor },
      });
      for (const locale of writtenLocales) {
        const text = rest[locale];
        if (typeof text === 'string' && text !== '')
          await tx.claimText.upsert({
            where: { claimKey_locale: { claimKey: key, locale } },
            create: { claimKey: key, locale, text },
            update: { text },
          });
      }
      await tx.claimReview.create({
        data: {
          claimKey: key,
          decision: corrected ? 'corrected' : 'checked',
          verdict,
          expiresOn,
          note: note || null,
          reviewedBy: actor,
          reviewedAt: this.clock.now(),
        },
      });
      await this.audit.record(tx, {
        actor,
        action: 'claims.checked',
        details: { key, verdict, expiresOn: check.expiresOn },
      });
      await this.mark(tx, key);
    });
    this.cache.expire(claimsTag);
  }

  /** The claim may never be used again; every text that uses it is marked. */
  async retire(key: string, reason: string, actor: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      const claim = await tx.claim.findUnique({ where: { key } });
      if (!claim) throw new ClaimNotFound();
      if (claim.retiredAt) throw new ClaimRetired();
      const now = this.clock.now();
      await tx.claim.update({ where: { key }, data: { retiredAt: now, retiredReason: reason } });
      const { verdict, expiresOn } = claim;
      await tx.claimReview.create({
        data: {
          claimKey: key,
          decision: 'retired',
          verdict,
          expiresOn,
          note: reason,
          reviewedBy: actor,
          reviewedAt: now,
        },
      });
      await this.audit.record(tx, { actor, action: 'claims.retired', details: { key } });
      await this.mark(tx, key);
    });
    this.cache.expire(claimsTag);
  }

  /** Marks every use of claims that may no longer be used, and removes marks where they may again. @returns how many are marked */
  async markUses(): Promise<number> {
    const claims = await this.list();
    await this.database.transaction(async (tx) => {
      for (const { key, uses } of claims) if (uses.length > 0) await this.mark(tx, key);
    });
    return this.database.prisma.claimUse.count({ where: { markedAt: { not: null } } });
  }

  private async mark(tx: Tx, key: string): Promise<void> {
    const row = await tx.claim.findUniqueOrThrow({ where: { key }, include: everything });
    const { obstacle } = staffClaim(row, this.today());
    const change =
      obstacle === null ? { markedAt: null, markedFor: null } : { markedAt: this.clock.now(), markedFor: obstacle };
    // A mark keeps the time it was first set.
    await tx.claimUse.updateMany({
      where: {
        claimKey: key,
        ...(obstacle !== null && { OR: [{ markedFor: null }, { markedFor: { not: obstacle } }] }),
      },
      data: change,
    });
  }
}

/** A claim as a note under a text. */
export const noteOf = ({ key, sources, lastCheckedOn, retiredAt, reviewer }: StaffClaim): ClaimNote => ({
  key,
  title: sources.map(({ title }) => title).join('; '),
  url: sources.find(({ url }) => url !== null)?.url ?? null,
  sources: sources.map(({ title, url }) => ({ title, url })),
  asOf: lastCheckedOn,
  checked: reviewer !== referenceReviewer,
  retiredOn: retiredAt && utcDay(retiredAt),
});

export interface ClaimObstacle {
  key: string;
  obstacle: Obstacle | 'unknown';
}

/** Which of the keys refer to a claim that may not be used as a fact, and why. @param claims all that the keys may refer to */
export function obstaclesAmong(claims: readonly StaffClaim[], keys: readonly string[]): ClaimObstacle[] {
  const byKey = new Map(claims.map((claim) => [claim.key, claim]));
  return keys.flatMap((key) => {
    const claim = byKey.get(key);
    const obstacle = claim ? claim.obstacle : 'unknown';
    return obstacle === null ? [] : [{ key, obstacle }];
  });
}

/** Articles and preambles of the conventions come after other facts. */
const isLaw = (key: string): boolean => key.includes('-');
