import type { VNode } from 'preact';
import type { SavedFilter, Filter } from '../../access/saved-filters.service.js';
import type { SignedIn } from '../../access/sessions.service.js';
import type { Fault } from '../../platform/errors.js';
import { Csrf } from './csrf.js';
import { sentence } from './fields.js';

interface ChipsProps {
  staff: SignedIn;
  /** Of the list, whose addresses have the filter as parameters */
  path: string;
  filter: Filter;
  /** A filter in words: `Country: DE` */
  words: (name: string, value: string) => string;
  saved: readonly SavedFilter[];
  /** The name that was typed, and its errors */
  refused?: { name: string; faults: readonly Fault[] } | undefined;
}

const at = (path: string, filter: Filter): string => {
  const query = new URLSearchParams(filter).toString();
  return query === '' ? path : `${path}?${query}`;
};

/** What a list is filtered by, each to be taken off; and the filters this person has saved. */
export function FilterChips({ staff, path, filter, words, saved, refused }: ChipsProps): VNode {
  const entries = Object.entries(filter);
  return (
    <>
      {entries.length > 0 && (
        <ul class="chips" aria-label="Filters in use">
          {entries.map(([name, value]) => (
            <li>
              <a
                class="chip"
                href={at(path, Object.fromEntries(entries.filter(([other]) => other !== name)))}
                aria-label={`Remove the filter ${words(name, value)}`}
              >
                {words(name, value)} <span aria-hidden="true">×</span>
              </a>
            </li>
          ))}
        </ul>
      )}
      {(saved.length > 0 || entries.length > 0) && (
        <div class="saved-filters">
          {saved.length > 0 && (
            <ul class="chips" aria-label="Saved filters">
              {saved.map((one) => (
                <li>
                  <a class="chip" href={at(path, one.filter)}>
                    {one.name}
                  </a>
                  <form class="row-form" method="post" action={`/admin/filters/${one.id}/delete`}>
                    <Csrf staff={staff} />
                    <input type="hidden" name="to" value={path} />
                    <button class="as-link" type="submit" aria-label={`Forget the saved filter ${one.name}`}>
                      forget
                    </button>
                  </form>
                </li>
              ))}
            </ul>
          )}
          {entries.length > 0 && <SaveFilter staff={staff} path={path} filter={filter} refused={refused} />}
        </div>
      )}
    </>
  );
}

const SaveFilter = ({
  staff,
  path,
  filter,
  refused,
}: Pick<ChipsProps, 'staff' | 'path' | 'filter' | 'refused'>): VNode => (
  <form class="row-form" method="post" action={`${path}/filters`}>
    <Csrf staff={staff} />
    {Object.entries(filter).map(([name, value]) => (
      <input type="hidden" name={name} value={value} />
    ))}
    <label for="filter-name">Save these filters as</label>{' '}
    <input
      id="filter-name"
      name="name"
      required
      maxLength={60}
      value={refused?.name}
      aria-invalid={refused ? 'true' : undefined}
      aria-describedby={refused ? 'filter-name-fault' : undefined}
    />{' '}
    <button class="button small plain" type="submit">
      Save
    </button>
    {refused && (
      <span class="fault" id="filter-name-fault">
        {refused.faults.map(sentence).join(' ')}
      </span>
    )}
  </form>
);
