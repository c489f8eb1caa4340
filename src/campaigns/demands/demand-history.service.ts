import { Injectable } from '@nestjs/common';
import type { DemandEvent } from './demand.status.js';

/** For the public, or everything staff may see. */
export type Audience = 'public' | 'staff';

/** Something between the campaign and a State that bears on demands. */
export type HistoryEvent = {
  iso: string;
  /** Null where it was recorded for no campaign in particular */
  campaignId: string | null;
  /** Sections of the letter it is about; null: not about a certain letter */
  sections: readonly string[] | null;
} & (DemandEvent & { what: 'sent' | 'answer' });

/** @returns null where the campaign does not publish these */
export type HistorySource = (audience: Audience) => Promise<HistoryEvent[] | null>;

/** What modules to the right know about demands: letters that carried them, and the answers to these. */
@Injectable()
export class DemandHistory {
  private readonly sources: HistorySource[] = [];

  register(source: HistorySource): void {
    this.sources.push(source);
  }

  /** @returns `complete` is false where something is not published */
  async read(audience: Audience): Promise<{ events: HistoryEvent[]; complete: boolean }> {
    const found = await Promise.all(this.sources.map((source) => source(audience)));
    return { events: found.flatMap((events) => events ?? []), complete: found.every((events) => events !== null) };
  }
}

/** What of the history belongs to a demand that a section carries: letters with it, answers to them, and answers to no certain letter. */
export function eventsFor(
  events: readonly HistoryEvent[],
  iso: string,
  { letterSection: section, campaignId }: { letterSection: string | null; campaignId: string },
): DemandEvent[] {
  if (section === null) return [];
  return events
    .filter((event) => event.campaignId === null || event.campaignId === campaignId)
    .filter((event) => event.iso === iso && (event.sections === null || event.sections.includes(section)))
    .map(({ iso: _, campaignId: __, sections: ___, ...event }) => event as DemandEvent);
}
