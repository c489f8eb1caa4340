import { Param, Post } from '@nestjs/common';
import { CurrentStaff } from '../../access/caller.decorator.js';
import { SavedFilters } from '../../access/saved-filters.service.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { seeOther } from '../../platform/http/answer.js';
import { AdminController } from './admin-controller.js';
import { Form, type Texts } from './form.js';
import { listAddress } from './list.js';
import { ownPath } from './own-path.js';
import { idParam, type IdParam } from './params.js';
import { SaveFilterPage } from './save-filter-page.js';
import { submit } from './submit.js';

/** Never kept: what was searched for, and the page that was seen. */
const passing = ['q', 'before', 'after', 'as'];

/** Filters that people have saved, of every list: with the order and the columns, for themselves. */
@AdminController('admin/filters')
export class FiltersController {
  constructor(private readonly filters: SavedFilters) {}

  @Post()
  save(@Form() input: Texts, @CurrentStaff() staff: SignedIn) {
    const { list = '', query = '', 'filter-name': name = '' } = input;
    const path = ownPath(input.to);
    const kept = Object.fromEntries([...new URLSearchParams(query)].filter(([key]) => !passing.includes(key)));
    return submit({
      input,
      work: () => this.filters.save(staff.id, list, name, kept),
      done: listAddress({ path }, kept),
      again: (refused) => SaveFilterPage({ staff, list, path, kept, refused }),
    });
  }

  @Post(':id/delete')
  async remove(@Param({ schema: idParam }) { id }: IdParam, @Form() input: Texts, @CurrentStaff() staff: SignedIn) {
    await this.filters.remove(staff.id, id);
    return seeOther(ownPath(input.to));
  }
}
