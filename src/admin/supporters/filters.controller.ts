import { Param, Post } from '@nestjs/common';
import { CurrentStaff } from '../../access/caller.decorator.js';
import { SavedFilters } from '../../access/saved-filters.service.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { seeOther } from '../../platform/http/answer.js';
import { AdminController } from '../frame/admin-controller.js';
import { Form, type Texts } from '../frame/form.js';
import { ownPath } from '../frame/own-path.js';
import { idParam, type IdParam } from '../frame/params.js';

/** Filters that people have saved, of whatever list. */
@AdminController('admin/filters')
export class FiltersController {
  constructor(private readonly filters: SavedFilters) {}

  @Post(':id/delete')
  async remove(@Param({ schema: idParam }) { id }: IdParam, @Form() input: Texts, @CurrentStaff() staff: SignedIn) {
    await this.filters.remove(staff.id, id);
    return seeOther(ownPath(input.to));
  }
}
