import { Injectable } from '@nestjs/common';
import { AuditLog } from '../../access/audit.service.js';
import { Clock } from '../../platform/clock.js';
import { Database } from '../../platform/database/database.js';
import { InvalidInput, type Fault } from '../../platform/errors.js';
import type { StaffUpdate } from '../writing/staff-updates.service.js';
import { audienceSettings, countingAudience, samplingAudience } from './audience-counts.sql.js';
import { audienceShape, type Audience } from './audience.schema.js';
import { audienceOf, type AudienceOrder } from './audience.sql.js';

export interface Group {
  key: string;
  n: number;
}

/** How many people an audience has now. Some of them may have unsubscribed from all email: their addresses are known by hashes only, so they are left out when an email is sent. */
export interface AudienceCount {
  total: number;
  byLanguage: Group[];
  byCountry: Group[];
  /** Compared with the latest mailing of the campaign; null before the first, or once its recipients are forgotten */
  difference: { update: string; added: number; gone: number } | null;
}

/** Somebody of an audience, as staff may see it. */
export interface AudienceSample {
  /** `a…@example.org` */
  address: string;
  locale: string;
  country: string;
}

interface CountRow {
  total: number;
  languages: Group[];
  countries: Group[];
  earlier: number;
  added: number;
  gone: number;
}

const samples = 5;

/** Who would get an update: counted, sampled and compared before anything is sent. */
@Injectable()
export class Audiences {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly audit: AuditLog,
  ) {}

  /** An audience that can be counted and mailed. @throws InvalidInput naming what the campaign does not have */
  async known(campaignId: string, input: unknown): Promise<Audience> {
    const parsed = audienceShape.safeParse(input);
    if (!parsed.success)
      throw new InvalidInput(
        parsed.error.issues.map(({ path, message }) => ({
          pointer: `/${path.join('/')}`,
          code: 'field.invalid',
          detail: message,
        })),
      );
    const audience = parsed.data;
    const faults = [
      ...(await this.unknownPetitions(campaignId, audience)),
      ...(await this.unreadable(campaignId, audience)),
    ];
    const { signedSince, signedBefore } = audience;
    if (signedSince !== undefined && signedBefore !== undefined && new Date(signedSince) >= new Date(signedBefore))
      faults.push({ pointer: '/signedBefore', code: 'update.span_empty', detail: 'is not later than the first day' });
    if (faults.length > 0) throw new InvalidInput(faults);
    return audience;
  }

  /** @throws InvalidInput */
  async count(update: StaffUpdate, input: unknown): Promise<AudienceCount> {
    const order = await this.order(update, input);
    const earlier = await this.database.prisma.updateMailing.findFirst({
      where: { update: { campaignId: update.campaignId }, updateId: { not: update.id }, frozenAt: { not: null } },
      orderBy: { frozenAt: 'desc' },
      select: { updateId: true, update: { select: { slug: true } } },
    });
    const row = await this.ask<CountRow>((bind) => {
      const audience = audienceOf(bind, order);
      return countingAudience(audience, earlier ? bind(earlier.updateId) : 'null');
    });
    const { total = 0, languages = [], countries = [] } = row[0] ?? {};
    return {
      total,
      byLanguage: languages,
      byCountry: countries,
      difference:
        earlier && row[0] && row[0].earlier > 0
          ? { update: earlier.update.slug, added: row[0].added, gone: row[0].gone }
          : null,
    };
  }

  /** Five people of it, on record in the audit log without saying who. @throws InvalidInput */
  async sample(update: StaffUpdate, input: unknown, actor: string): Promise<AudienceSample[]> {
    const order = await this.order(update, input);
    const details = { slug: update.slug, n: samples };
    await this.audit.record(this.database.prisma, { actor, action: 'update.audience_sampled', details });
    const rows = await this.ask<{ email: string; locale: string; country: string }>((bind) =>
      samplingAudience(audienceOf(bind, order), samples),
    );
    return rows.map(({ email, locale, country }) => ({ address: masked(email), locale, country }));
  }

  private async order(update: StaffUpdate, input: unknown): Promise<AudienceOrder> {
    const { campaignId, published, texts } = update;
    const locales = Object.keys(published?.texts ?? texts);
    return { campaignId, audience: await this.known(campaignId, input), locales, at: this.clock.now() };
  }

  private async ask<Row>(statement: (bind: (value: string) => string) => string): Promise<Row[]> {
    const values: string[] = [];
    const text = statement((value) => `$${values.push(value)}`);
    return this.database.session(async (client) => {
      await client.query(audienceSettings);
      return (await client.query(text, values)).rows as Row[];
    });
  }

  private async unknownPetitions(campaignId: string, { petitions }: Audience): Promise<Fault[]> {
    if (petitions.length === 0) return [];
    const where = { campaignId, slug: { in: petitions } };
    const found = await this.database.prisma.petition.findMany({ where, select: { slug: true } });
    const known = new Set(found.map(({ slug }) => slug));
    return petitions.every((slug) => known.has(slug))
      ? []
      : [{ pointer: '/petitions', code: 'petition.not_found', detail: 'names no petition of this campaign' }];
  }

  private async unreadable(campaignId: string, { excluded }: Audience): Promise<Fault[]> {
    if (excluded === undefined) return [];
    const where = { id: excluded, campaignId, readAt: { not: null } };
    if ((await this.database.prisma.updateExclusionList.count({ where })) > 0) return [];
    return [{ pointer: '/excluded', code: 'update.exclusion_unknown', detail: 'is no list of this campaign' }];
  }
}

/** The first letter and the domain, so that a person can judge whom it is about without reading whose address it is. */
function masked(email: string): string {
  const at = email.lastIndexOf('@');
  return `${email.slice(0, 1)}…${email.slice(at)}`;
}
