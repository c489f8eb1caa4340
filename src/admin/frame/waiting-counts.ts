import { Injectable, Logger } from '@nestjs/common';
import type { SignedIn } from '../../access/sessions.service.js';
import type { MenuPath } from './menu.js';

/** How much waits behind the entries of the menu; nothing is said where nothing waits. */
export type Waiting = Readonly<Partial<Record<MenuPath, number>>>;

type Count = (staff: SignedIn) => Promise<Waiting>;

const nothing: Waiting = {};
const known = new WeakMap<SignedIn, Waiting>();

/** The numbers beside the entries of the menu. Who counts is said by a folder to which the frame leads. */
@Injectable()
export class WaitingCounts {
  private readonly log = new Logger('Waiting');
  private count: Count = () => Promise.resolve(nothing);

  /** @param count called once for each page, with the campaign the page is about */
  comesFrom(count: Count): void {
    this.count = count;
  }

  /** Counts for the page this person is about to see, which needs them less than itself: what fails is logged, and the page goes without. */
  async prepare(staff: SignedIn): Promise<void> {
    try {
      known.set(staff, await this.count(staff));
    } catch (error) {
      this.log.error('What waits could not be counted.', error instanceof Error ? error.stack : undefined);
    }
  }
}

/** What was counted for the page this person is about to see. */
export const waitingOf = (staff: SignedIn): Waiting => known.get(staff) ?? nothing;
