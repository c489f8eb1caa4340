import { Injectable } from '@nestjs/common';
import type { GateItem } from '../../petitions/drafts/gate.values.js';
import { TextGate } from '../../petitions/drafts/text-gate.service.js';
import { Database, type Tx } from '../../platform/database/database.js';
import type { StaffUpdate } from './staff-updates.service.js';
import { claimsOf, gaps, gapsInBlocks, linksOf, missing, unwritten, withoutEmpty } from './update-texts.js';

/** Everything that is looked at before an update reaches the public, at the button and again at the scheduled moment. */
@Injectable()
export class UpdateGate {
  constructor(
    private readonly database: Database,
    private readonly text: TextGate,
  ) {}

  /** Changes nothing, and connects to nobody. */
  async check(update: StaffUpdate, tx: Tx = this.database.prisma): Promise<GateItem[]> {
    const { campaignId, published, reason } = update;
    const { locales } = await tx.campaign.findUniqueOrThrow({ where: { id: campaignId }, select: { locales: true } });
    const texts = withoutEmpty(update.texts, Object.keys(published?.texts ?? {}));
    const keys = [...new Set(Object.values(texts).flatMap(claimsOf))];
    const item = (key: GateItem['key'], faults: GateItem['faults']): GateItem => ({
      key,
      state: faults.length === 0 ? 'passed' : 'failed',
      faults,
    });
    return [
      item('texts', [...gaps(texts), ...unwritten(texts, locales)]),
      item('blocks', gapsInBlocks(texts)),
      ...(published ? [item('reason', reason === null ? [missing('reason')] : [])] : []),
      ...(await this.text.claimItems(keys)),
      await this.text.linkItem(linksOf(texts)),
      await this.text.legalItem(),
    ];
  }
}
