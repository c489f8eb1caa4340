import { Injectable, type ExecutionContext } from '@nestjs/common';

/** A campaign, as far as it matters for who may see it. */
export interface CampaignRef {
  id: string;
  slug: string;
  /** In English */
  name: string;
  /** Languages of its pages; none: all */
  locales: readonly string[];
}

/** Which campaigns somebody works for, and the one they look at. */
export interface Reach {
  /** The one whose pages are shown; null while there is none */
  campaign: CampaignRef | null;
  /** All they may see, in the order they were created */
  campaigns: readonly CampaignRef[];
  /** Whether their role holds for all campaigns, also for those to come */
  everywhere: boolean;
}

/** Decides whether a request may reach what its address names. @throws DomainError */
export type Admission = (context: ExecutionContext) => Promise<void>;

/**
 * The only place that decides which campaigns a member of staff or a token reaches. Modules to the right say which campaigns there are, and which
 * campaign an id in an address belongs to.
 */
@Injectable()
export class CampaignReach {
  private directory: () => Promise<CampaignRef[]> = () => Promise.resolve([]);
  private admission: Admission = () => Promise.resolve();

  knows(directory: () => Promise<CampaignRef[]>): void {
    this.directory = directory;
  }

  admits(admission: Admission): void {
    this.admission = admission;
  }

  all(): Promise<CampaignRef[]> {
    return this.directory();
  }

  /** @param only ids of the campaigns the role is for; empty: all @param chosen the one looked at last */
  async of(only: readonly string[], chosen: string | null): Promise<Reach> {
    const all = await this.directory();
    const everywhere = only.length === 0;
    const campaigns = everywhere ? all : all.filter(({ id }) => only.includes(id));
    return { campaigns, everywhere, campaign: campaigns.find(({ id }) => id === chosen) ?? campaigns[0] ?? null };
  }

  admit(context: ExecutionContext): Promise<void> {
    return this.admission(context);
  }
}
