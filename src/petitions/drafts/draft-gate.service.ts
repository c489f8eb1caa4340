import { Injectable } from '@nestjs/common';
import { ThemeService } from '../../campaigns/theme/theme.service.js';
import { Clock } from '../../platform/clock.js';
import { Database, type Tx } from '../../platform/database/database.js';
import type { Fault } from '../../platform/errors.js';
import { ConsentsService } from '../../supporters/consents.service.js';
import { formOf } from '../form/petition-form.schema.js';
import { offersIn } from '../petition-rows.js';
import type { FactSource } from '../petitions.schema.js';
import { claimsOf, gaps, gapsInBlocks, linksOf, missing, unwritten, type Texts } from './draft-texts.js';
import { colourFaults, formFaults, item } from './gate-items.js';
import type { GateItem } from './gate.values.js';
import { TextGate } from './text-gate.service.js';

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
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly text: TextGate,
    private readonly consents: ConsentsService,
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
    return [
      item('texts', [...gaps(texts), ...unwritten(texts, petition.campaign.locales)]),
      item('blocks', gapsInBlocks(texts)),
      item('reason', needsReason && reason === null ? [missing('reason')] : []),
      ...(await this.text.claimItems(keys, petition.sources as unknown as FactSource[])),
      await this.text.linkItem(linksOf(texts)),
      item('consents', await this.consentFaults(petition)),
      item('mails', [...formFaults(formOf(petition), Object.keys(texts)), ...this.text.senderFaults()]),
      item('slug', await slugFaults(tx, petition)),
      item('times', timeFaults(petition, this.clock.now())),
      item('contrast', colourFaults(await this.themes.of(petition.campaignId))),
      await this.text.legalItem(),
    ];
  }

  private async consentFaults(petition: { consents: unknown; campaignId: string }): Promise<Fault[]> {
    const offers = await this.consents.current(offersIn(petition), petition.campaignId);
    const texts = await this.consents.textsIn('en', offers);
    return offers
      .filter(({ purpose, wording }) => !texts.get(`${purpose}:${wording}`))
      .map(({ purpose }) => fault('/settings', 'consent.no_wording', `the consent “${purpose}” has no wording`));
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
