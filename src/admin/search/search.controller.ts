import { Get, Post } from '@nestjs/common';
import { CurrentActor, CurrentStaff } from '../../access/caller.decorator.js';
import type { SignedIn } from '../../access/sessions.service.js';
import { AdminController } from '../frame/admin-controller.js';
import { Form, type Texts } from '../frame/form.js';
import { SearchPage } from './search-page.js';
import { SearchService } from './search.service.js';

const longest = 200;

/** The search in the head of every staff page. */
@AdminController('admin/search')
export class SearchController {
  constructor(private readonly service: SearchService) {}

  @Get()
  page(@CurrentStaff() staff: SignedIn) {
    return SearchPage({ staff, typed: '', groups: null });
  }

  /** By POST, because names and addresses are searched for, and addresses of pages end up in logs and histories. */
  @Post()
  async search(@Form() { q = '' }: Texts, @CurrentStaff() staff: SignedIn, @CurrentActor() actor: string) {
    // No word has control characters or half characters, and the database refuses some of them.
    const typed = q
      .replace(/[\p{Cc}\p{Cs}]+/gu, ' ')
      .trim()
      .slice(0, longest);
    return SearchPage({ staff, typed, groups: typed === '' ? null : await this.service.search(staff, actor, typed) });
  }
}
