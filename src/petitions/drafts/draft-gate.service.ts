import { Inject, Injectable } from '@nestjs/common';
import { ProfileService } from '../../campaigns/profile.service.js';
import { ThemeService } from '../../campaigns/theme/theme.service.js';
import { ClaimsService } from '../../claims/claims.service.js';
import { Clock } from '../../platform/clock.js';
import type { Config } from '../../platform/config/config.js';
import { Database, type Tx } from '../../platform/database/database.js';
import type { Fault } from '../../platform/errors.js';
import { CONFIG } from '../../platform/runtime.js';
import { ConsentsService } from '../../supporters/consents.service.js';
import { formOf } from '../form/petition-form.schema.js';
import { LinkChecks } from '../links/link-checks.service.js';
import { offersIn } from '../petition-rows.js';
import type { FactSource } from '../petitions.schema.js';
import { claimsOf, gaps, gapsInBlocks, linksOf, missing, unwritten, type Texts } from './draft-texts.js';
import { claimFaults, colourFaults, formFaults, item, linkItem } from './gate-items.js';
import type { GateItem } from './gate.values.js';

/** A draft as the gate sees it. */
export interface GateDraft {
  petitionId: string;
  texts: Texts;
  reason: string | null;
  /** People have signed, or it follows a petition that people have signed */
  needsReason: boolean;
}

/** The publish gate: everything that is looked at before a text reaches the public, at the button and again at the scheduled moment. */
@Injectable()
export class DraftGate {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly claims: ClaimsService,
    private readonly consents: ConsentsService,
    private readonly profiles: ProfileService,
    private readonly links: LinkChecks,
    private readonly themes: ThemeService,
  ) {}

  /** Changes nothing, and connects to nobody. */
  async check(draft: GateDraft, tx: Tx = this.database.prisma): Promise<GateItem[]> {
    const { petitionId, texts, reason, needsReason } = draft;
    const petition = await tx.petition.findUniqueOrThrow({
      where: { id: petitionId },
      include: { campaign: { select: { locales: true } } },
    });
    const keys = [...new Set(Object.values(texts).flatMap(claimsOf))];
    const sources = petition.sources as unknown as FactSource[];
    const own = new Set(sources.map(({ key }) => key));
    // A petition may have sources of its own, which the register does not know.
    const obstacles = (await this.claims.obstaclesTo(keys)).filter(
      ({ key, obstacle }) => obstacle !== 'unknown' || !own.has(key),
    );
    const missingFacts = await this.profiles.missing();
    return [
      item('texts', [...gaps(texts), ...unwritten(texts, petition.campaign.locales)]),
      item('blocks', gapsInBlocks(texts)),
      item('reason', needsReason && reason === null ? [missing('reason')] : []),
      item('claims', claimFaults(obstacles)),
      item('sources', await this.unsourced(keys, sources)),
      linkItem(texts, await this.links.of(linksOf(texts))),
      item('consents', await this.consentFaults(petition)),
      item('mails', [...formFaults(formOf(petition), Object.keys(texts)), ...this.senderFaults()]),
      item('slug', await slugFaults(tx, petition)),
      item('times', timeFaults(petition, this.clock.now())),
      item('contrast', colourFaults(await this.themes.of(petition.campaignId))),
      // While somebody tries the program out, nobody is behind it yet.
      item(
        'legal',
        missingFacts === null ? [] : [fault('/settings', 'campaign.incomplete', `the settings lack ${missingFacts}`)],
        this.isLive ? 'failed' : 'open',
      ),
    ];
  }

  private get isLive(): boolean {
    return this.config.NODE_ENV === 'production';
  }

  /** Claims of the register that name no source. */
  private async unsourced(keys: readonly string[], sources: readonly FactSource[]): Promise<Fault[]> {
    const named = new Set(sources.filter(({ title }) => title !== '').map(({ key }) => key));
    const rest = keys.filter((key) => !named.has(key));
    if (rest.length === 0) return [];
    return (await this.claims.list())
      .filter(({ key, sources: of }) => rest.includes(key) && of.length === 0)
      .map(({ key }) => fault(`/claims/${key}`, 'claim.no_source', `claim ${key} names no source`));
  }

  private async consentFaults(petition: { consents: unknown; campaignId: string }): Promise<Fault[]> {
    const offers = await this.consents.current(offersIn(petition), petition.campaignId);
    const texts = await this.consents.textsIn('en', offers);
    return offers
      .filter(({ purpose, wording }) => !texts.get(`${purpose}:${wording}`))
      .map(({ purpose }) => fault('/settings', 'consent.no_wording', `the consent “${purpose}” has no wording`));
  }

  private senderFaults(): Fault[] {
    const isLocal = /@localhost>?$/.test(this.config.MAIL_FROM);
    return this.isLive && isLocal
      ? [fault('/settings', 'mail.no_sender', 'emails have no sender: MAIL_FROM is not set')]
      : [];
  }
}

const fault = (pointer: string, code: string, detail: string): Fault => ({ pointer, code, detail });

async function slugFaults(tx: Tx, { id, slug }: { id: string; slug: string }): Promise<Fault[]> {
  const former = await tx.petitionSlug.findFirst({ where: { slug, petitionId: { not: id } } });
  return former ? [fault('/settings', 'slug.taken', 'the short name belonged to another petition')] : [];
}

const timeFaults = ({ closesAt, publishedAt }: { closesAt: Date | null; publishedAt: Date | null }, now: Date) =>
  publishedAt === null && closesAt && closesAt <= now
    ? [fault('/closesDay', 'petition.over', 'the last day to sign has passed: choose a later one in the settings')]
    : [];
