import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { CampaignRef } from '../../access/campaign-reach.service.js';
import { PersonsService } from '../../access/persons.service.js';
import { may } from '../../access/roles.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { Clock } from '../../platform/clock.js';
import { mostWaiting, type Waiting } from '../../platform/waiting.js';
import type { MenuPath } from '../frame/menu.js';
import { WaitingCounts } from '../frame/waiting-counts.js';
import { waitingKindNames, waitingKinds, type WaitingKind, type WaitingKindName } from './waiting-kinds.js';
import { byUrgency, lineOf, type WaitingLine } from './waiting-line.js';
import { WaitingSources } from './waiting-sources.js';

/** How long numbers in the menu may be out of date. */
const keptMilliseconds = 5_000;
/** Campaigns and roles that are kept at once. */
const mostKept = 200;

/** Whom the pages are for, as far as it decides what waits for them. */
type Person = Pick<SignedIn, 'id' | 'role' | 'campaign' | 'everywhere'>;
type Found = readonly (readonly [kind: WaitingKindName, waiting: readonly Waiting[]])[];

/** What waits for a person: what the role may act on in the campaign looked at, without what the person took part in. */
@Injectable()
export class WaitingService implements OnModuleInit {
  private readonly kept = new Map<string, { until: number; found: Promise<Found> }>();

  constructor(
    private readonly sources: WaitingSources,
    private readonly persons: PersonsService,
    private readonly clock: Clock,
    private readonly menu: WaitingCounts,
  ) {}

  onModuleInit(): void {
    this.menu.comesFrom(async (staff) => Object.fromEntries(await this.counts(staff)));
  }

  /** As it is now, the most urgent first. */
  async list(staff: Person): Promise<WaitingLine[]> {
    if (!staff.campaign) return [];
    const found = await this.read(staff, staff.campaign);
    return ownOf(found, staff)
      .flatMap(([kind, waiting]) => lineOf(kind, waiting) ?? [])
      .sort((a, b) => byUrgency({ due: a.due, since: a.oldest }, { due: b.due, since: b.oldest }));
  }

  /** How much waits by entry of the menu, without those where nothing does; a hundred stands for any more (`countWords`). At most some seconds old. */
  async counts(staff: Person): Promise<ReadonlyMap<MenuPath, number>> {
    const { campaign } = staff;
    if (!campaign) return new Map();
    const kept = this.kept.get(keyOf(staff, campaign));
    const isFresh = kept !== undefined && kept.until > this.clock.now().getTime();
    const found = await (isFresh ? kept.found : this.read(staff, campaign));
    const counts = new Map<MenuPath, number>();
    for (const [kind, waiting] of ownOf(found, staff)) {
      const { menu } = waitingKinds[kind];
      if (waiting.length > 0) counts.set(menu, Math.min(mostWaiting, (counts.get(menu) ?? 0) + waiting.length));
    }
    return counts;
  }

  /** Asks every module at once, and keeps what they say. */
  private read(staff: Person, campaign: CampaignRef): Promise<Found> {
    const key = keyOf(staff, campaign);
    const found = this.ask(staff, campaign);
    if (this.kept.size >= mostKept) this.kept.clear();
    this.kept.set(key, { until: this.clock.now().getTime() + keptMilliseconds, found });
    // What failed is asked again; who waits for it is told.
    found.catch(() => this.kept.delete(key));
    return found;
  }

  private async ask({ role, everywhere }: Person, campaign: CampaignRef): Promise<Found> {
    const kinds = waitingKindNames.filter((kind) => {
      const { permission, ofAll }: WaitingKind = waitingKinds[kind];
      return may(role, permission) && (!ofAll || everywhere);
    });
    const found = await Promise.all(kinds.map((kind) => this.sources.ask(kind, campaign, everywhere)));
    const personOf = await this.persons.behindAll(found.flatMap((all) => all.flatMap(({ by }) => by)));
    return kinds.map((kind, n) => [kind, (found[n] ?? []).map((one) => ({ ...one, by: one.by.map(personOf) }))]);
  }
}

const keyOf = ({ role, everywhere }: Person, { id }: CampaignRef): string => `${id} ${role} ${everywhere}`;

const ownOf = (found: Found, { id }: Person): Found =>
  found.map(([kind, waiting]) => [kind, waiting.filter(({ by }) => !by.includes(`staff:${id}`))]);
