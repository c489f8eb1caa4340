import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../access/sessions.service.js';
import { MinistriesService } from '../../ministries/ministries.service.js';
import { ActorNames } from '../frame/actor-names.js';
import type { Refused } from '../frame/form.js';
import { MinistryPage } from './ministry-page.js';

/** The page of one ministry, which has the buttons of several controllers. */
@Injectable()
export class MinistryView {
  constructor(
    private readonly ministries: MinistriesService,
    private readonly names: ActorNames,
  ) {}

  async page(staff: SignedIn, iso: string, notice: { done?: string | undefined; refused?: Refused }) {
    const [ministry, names] = await Promise.all([this.ministries.get(iso), this.names.all()]);
    return MinistryPage({ staff, ministry, names, ...notice });
  }
}
