import { Inject, Injectable } from '@nestjs/common';
import { ProfileService } from '../../campaigns/profile.service.js';
import { ClaimsService } from '../../claims/claims.service.js';
import type { Config } from '../../platform/config/config.js';
import type { Fault } from '../../platform/errors.js';
import { CONFIG } from '../../platform/runtime.js';
import { LinkChecks } from '../links/link-checks.service.js';
import { claimFaults, item, linkItem } from './gate-items.js';
import type { GateItem } from './gate.values.js';

/** Sources that a text brings along. */
interface OwnSource {
  key: string;
  title: string;
}

/** The lines of the checklist that hold for every text of the campaign, whatever it is part of. Changes nothing, and connects to nobody. */
@Injectable()
export class TextGate {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly claims: ClaimsService,
    private readonly profiles: ProfileService,
    private readonly links: LinkChecks,
  ) {}

  /** Whether emails reach people who did not set the program up themselves. */
  get isLive(): boolean {
    return this.config.NODE_ENV === 'production';
  }

  /** @param own a text may have sources of its own, which the register does not know */
  async claimItems(keys: readonly string[], own: readonly OwnSource[] = []): Promise<GateItem[]> {
    const known = new Set(own.map(({ key }) => key));
    const obstacles = (await this.claims.obstaclesTo(keys)).filter(
      ({ key, obstacle }) => obstacle !== 'unknown' || !known.has(key),
    );
    return [item('claims', claimFaults(obstacles)), item('sources', await this.unsourced(keys, own))];
  }

  async linkItem(addresses: readonly string[]): Promise<GateItem> {
    return linkItem(addresses, await this.links.of(addresses));
  }

  /** While somebody tries the program out, nobody is behind it yet. */
  async legalItem(): Promise<GateItem> {
    const lacking = await this.profiles.missing();
    const faults = lacking === null ? [] : [fault('/settings', 'campaign.incomplete', `the settings lack ${lacking}`)];
    return item('legal', faults, this.isLive ? 'failed' : 'open');
  }

  senderFaults(): Fault[] {
    const isLocal = /@localhost>?$/.test(this.config.MAIL_FROM);
    return this.isLive && isLocal
      ? [fault('/settings', 'mail.no_sender', 'emails have no sender: MAIL_FROM is not set')]
      : [];
  }

  /** Claims of the register that name no source. */
  private async unsourced(keys: readonly string[], own: readonly OwnSource[]): Promise<Fault[]> {
    const named = new Set(own.filter(({ title }) => title !== '').map(({ key }) => key));
    const rest = keys.filter((key) => !named.has(key));
    if (rest.length === 0) return [];
    return (await this.claims.list())
      .filter(({ key, sources: of }) => rest.includes(key) && of.length === 0)
      .map(({ key }) => fault(`/claims/${key}`, 'claim.no_source', `claim ${key} names no source`));
  }
}

const fault = (pointer: string, code: string, detail: string): Fault => ({ pointer, code, detail });
