import fc from 'fast-check';
import { render } from 'preact-render-to-string';
import type { SignedIn } from '../../access/sessions.service.js';
import { askedOf } from './list-asked.js';
import { pageOf } from './list-rows.js';
import { ListView } from './list-view.js';
import { ids, type List } from './list.js';

interface Book {
  id: string;
  title: string;
  year: number | null;
}

const list: List<Book> = {
  name: 'books',
  label: 'Books',
  path: '/admin/books',
  columns: [
    { name: 'title', title: 'Title', value: ({ title }) => title, sortable: true },
    { name: 'year', title: 'Year', value: ({ year }) => year, sortable: true },
    { name: 'id', title: 'Number', value: ({ id }) => id, hidden: true },
    { name: 'change', title: 'Change', cell: () => 'button' },
  ],
  filters: [
    {
      name: 'age',
      label: 'Age',
      options: [
        { value: '', label: 'Any' },
        { value: 'old', label: 'Old' },
      ],
      matches: ({ year }) => year !== null && year < 1900,
    },
    { name: 'since', label: 'Since', type: 'date' },
  ],
  id: ({ id }) => id,
  ids: ids.word,
  pageSize: 3,
  empty: 'Add a book.',
  csv: 'plan:read',
};

const books: Book[] = [
  { id: 'b', title: 'Emma', year: 1815 },
  { id: 'a', title: 'Élan', year: null },
  { id: 'c', title: 'Volume 10', year: 1950 },
  { id: 'd', title: 'Volume 9', year: 1951 },
];
const titles = (input: Record<string, string>, rows = books) =>
  pageOf(list, { ...askedOf(list, input), whole: true }, rows).rows.map(({ title }) => title);
const owner = { id: 's', role: 'owner', csrf: 'x' } as SignedIn;
const html = (input: Record<string, string>, rows: readonly Book[] = books, staff = owner): string => {
  const asked = askedOf(list, input);
  return render(
    <ListView {...{ list, staff, asked, saved: [], faults: asked.faults, page: pageOf(list, asked, rows) }} />,
  );
};

describe('a list', () => {
  it('sorts names as people do and keeps what has no value at the end', () => {
    expect(titles({ sort: 'title' })).toEqual(['Élan', 'Emma', 'Volume 9', 'Volume 10']);
    expect(titles({ sort: 'year' }).at(-1)).toBe('Élan');
    expect(titles({ sort: '-year' })).toEqual(['Volume 9', 'Volume 10', 'Emma', 'Élan']);
    expect(titles({})).toEqual(books.map(({ title }) => title));
  });

  it('says which column sorts it, and turns the order round', () => {
    const text = html({ sort: 'title', age: 'old' });
    expect(text).toMatch(/aria-sort="ascending"><a class="sorts" href="\/admin\/books\?age=old&amp;sort=-title">Title/);
    expect(text).toMatch(/<th scope="col" role="columnheader"><a class="sorts" href="[^"]*sort=year">Year/);
  });

  it.each([
    [{ sort: 'price' }, '/sort', 'list.unknown_sort'],
    [{ sort: '-change' }, '/sort', 'list.unknown_sort'],
    [{ columns: 'title,price' }, '/columns', 'list.unknown_column'],
    [{ age: 'young' }, '/age', 'list.unknown_value'],
    [{ since: 'yesterday' }, '/since', 'list.unknown_value'],
    [{ after: "x'y" }, '/page', 'list.unknown_page'],
  ])('says what of %j it does not know', (input, pointer, code) => {
    expect(askedOf(list, input).faults).toMatchObject([{ pointer, code }]);
  });

  it('shows the columns that were chosen, its first one and its buttons', () => {
    expect(askedOf(list, {})).toMatchObject({ columns: ['title', 'year', 'change'], kept: {} });
    expect(askedOf(list, { columns: 'id' })).toMatchObject({
      columns: ['title', 'id', 'change'],
      kept: { columns: 'title,id,change' },
    });
    expect(askedOf(list, { columns: 'title,year' }).kept).toEqual({});
    expect(html({ columns: 'title,id' })).not.toContain('1815');
  });

  it('keeps filters, order and columns in its addresses, and nothing else', () => {
    const asked = askedOf(list, { age: 'old', sort: '-year', columns: 'title', q: 'Jane', after: 'a', done: 'x' });
    expect(asked.kept).toEqual({ age: 'old', sort: '-year', columns: 'title,change' });
  });

  it('says what to do when nothing is there, and something else when nothing matches', () => {
    expect(html({}, [])).toContain('Add a book.');
    expect(html({ age: 'old' }, [])).toMatch(/Nothing matches\. .*<a href="\/admin\/books">show everything/);
  });

  it('offers its file to those who may have it', () => {
    expect(html({ age: 'old' })).toMatch(/href="\/admin\/books\?age=old&amp;as=csv"[^]*\(1 row\)/);
    expect(html({}, books, { ...owner, role: 'nobody' })).not.toContain('as=csv');
  });

  it('in pages shows each row once, forwards and back, in every order', () => {
    const some = fc.uniqueArray(
      fc.record({ id: fc.stringMatching(/^[a-z0-9]{1,8}$/), title: fc.string(), year: fc.option(fc.nat(2000)) }),
      {
        selector: ({ id }) => id,
      },
    );
    fc.assert(
      fc.property(some, fc.constantFrom('', 'title', '-title', 'year', '-year'), (rows, sort) => {
        const at = (cursor: Record<string, string>) => pageOf(list, askedOf(list, { sort, ...cursor }), rows);
        const seen: string[] = [];
        const starts: string[][] = [];
        let page = at({});
        for (;;) {
          starts.push(page.rows.map(({ id }) => id));
          seen.push(...page.rows.map(({ id }) => id));
          if (page.next === null) break;
          page = at({ after: page.next });
        }
        expect(seen).toEqual(pageOf(list, { ...askedOf(list, { sort }), whole: true }, rows).rows.map(({ id }) => id));
        for (let n = starts.length - 2; n >= 0; n--) {
          page = at({ before: page.previous ?? '' });
          expect(page.rows.map(({ id }) => id)).toEqual(starts[n]);
        }
        expect(page.previous).toBeNull();
      }),
    );
  });
});
