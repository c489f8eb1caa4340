import { Injectable } from '@nestjs/common';
import { Clock } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { InvalidInput } from '../platform/errors.js';
import { newId } from '../platform/ids.js';

/** Parameter → value, as the address of a list has them; never what was searched for. */
export type Filter = Readonly<Record<string, string>>;

export interface SavedFilter {
  id: string;
  name: string;
  filter: Filter;
}

const [longestName, mostFilters, longestFilter] = [60, 20, 2_000];
const listName = /^[a-z-]{1,40}$/;

/** Filters of lists that people use again, with order and columns; each their own. */
@Injectable()
export class SavedFilters {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** By name. @param list such as `supporters` */
  async of(staffId: string, list: string): Promise<SavedFilter[]> {
    const rows = await this.database.prisma.savedFilter.findMany({
      where: { staffId, list },
      orderBy: { name: 'asc' },
    });
    return rows.map(({ id, name, filter }) => ({ id, name, filter: filter as Filter }));
  }

  /** One of the same name is replaced. @throws InvalidInput for a name that is missing or too long, for too many, and for what no list has */
  async save(staffId: string, list: string, typedName: string, filter: Filter): Promise<void> {
    const name = typedName.replace(/[\p{Cc}\p{Cs}]+/gu, ' ').trim();
    const refuse = (code: string, detail: string) => new InvalidInput([{ pointer: '/filter-name', code, detail }]);
    if (name === '') throw refuse('field.required', 'is required');
    if (name.length > longestName) throw refuse('field.too_long', `is longer than ${longestName} characters`);
    if (!listName.test(list) || JSON.stringify(filter).length > longestFilter)
      throw refuse('filter.not_of_a_list', 'is not for filters of a list');
    const held = await this.of(staffId, list);
    if (held.length >= mostFilters && !held.some((one) => one.name === name))
      throw refuse('filter.too_many', `is one too many: ${mostFilters} can be saved`);
    await this.database.prisma.savedFilter.upsert({
      where: { staffId_list_name: { staffId, list, name } },
      create: { id: newId(), staffId, list, name, filter, createdAt: this.clock.now() },
      update: { filter },
    });
  }

  /** One of this person; that of another is left where it is. */
  async remove(staffId: string, id: string): Promise<void> {
    await this.database.prisma.savedFilter.deleteMany({ where: { id, staffId } });
  }
}
