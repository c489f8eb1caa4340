import type { VNode } from 'preact';
import type { Filter } from '../../access/saved-filters.service.js';
import { Csrf } from './csrf.js';
import { listAddress, type Listed } from './list.js';

/** What a list is filtered by, each to be taken off; and the filters this person has saved, with order and columns. */

export function FilterChips<Row>({ list, staff, asked: { filter, kept }, saved }: Listed<Row>): VNode {
  const without = (name: string) => Object.fromEntries(Object.entries(kept).filter(([other]) => other !== name));
  const words = (name: string, value: string): string => {
    const one = list.filters?.find((filter) => filter.name === name);
    const shown = one?.words?.(value) ?? one?.options?.find((option) => option.value === value)?.label ?? value;
    return `${one?.label ?? name}: ${shown}`;
  };
  return (
    <>
      {Object.keys(filter).length > 0 && (
        <ul class="chips" aria-label="Filters in use">
          {Object.entries(filter).map(([name, value]) => (
            <li>
              <a
                class="chip"
                href={listAddress(list, without(name))}
                aria-label={`Remove the filter ${words(name, value)}`}
              >
                {words(name, value)} <span aria-hidden="true">×</span>
              </a>
            </li>
          ))}
        </ul>
      )}
      {saved.length > 0 && (
        <ul class="chips" aria-label="Saved filters">
          {saved.map((one) => (
            <li>
              <a class="chip" href={listAddress(list, one.filter)}>
                {one.name}
              </a>
              <form class="row-form" method="post" action={`/admin/filters/${one.id}/delete`}>
                <Csrf staff={staff} />
                <input type="hidden" name="to" value={list.path} />
                <button class="as-link" type="submit" aria-label={`Forget the saved filter ${one.name}`}>
                  forget
                </button>
              </form>
            </li>
          ))}
        </ul>
      )}
      {Object.keys(kept).length > 0 && (
        <form class="row-form" method="post" action="/admin/filters">
          <Csrf staff={staff} />
          <KeptFields list={list.name} to={list.path} kept={kept} />
          <label for="filter-name">Save these filters as</label>{' '}
          <input id="filter-name" name="filter-name" required maxLength={60} />{' '}
          <button class="button small plain" type="submit">
            Save
          </button>
        </form>
      )}
    </>
  );
}

/** What is saved: the list, its address, and what its address holds. */
export const KeptFields = ({ list, to, kept }: { list: string; to: string; kept: Filter }): VNode => (
  <>
    <input type="hidden" name="list" value={list} />
    <input type="hidden" name="to" value={to} />
    <input type="hidden" name="query" value={new URLSearchParams(kept).toString()} />
  </>
);
