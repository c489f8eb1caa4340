import { Injectable } from '@nestjs/common';
import type { SignedIn } from '../../access/sessions.service.js';
import { StaffService } from '../../access/staff.service.js';
import type { Texts } from '../frame/form.js';
import { Lists } from '../frame/lists.service.js';
import { staffList, StaffPage, type StaffProps } from './staff-page.js';

/** The page of the accounts, for every form on it. */
@Injectable()
export class StaffView {
  constructor(
    private readonly staff: StaffService,
    private readonly lists: Lists,
  ) {}

  list(staff: SignedIn, input: Texts) {
    return this.lists.show({ ...this.opening(staff), input, page: (listed) => StaffPage({ listed }) });
  }

  async page(staff: SignedIn, form: Omit<StaffProps, 'listed'> = {}) {
    return StaffPage({ listed: await this.lists.open(this.opening(staff)), ...form });
  }

  private opening(staff: SignedIn) {
    return { list: staffList(staff), staff, read: () => this.staff.list() };
  }
}
