import { parameters } from './parameters.js';

describe('parameters of a statement', () => {
  const given = parameters({ now: 'timestamptz', limit: 'int' }, { id: 'uuid', given_name: 'text' });

  it('have a placeholder and a type by name', () => {
    expect(given.$).toEqual({ now: '$1::timestamptz', limit: '$2::int' });
    expect(given.columns).toEqual({ id: '$3::uuid[]', given_name: '$4::text[]' });
  });

  it('name the columns of the rows in the order of their placeholders', () => {
    expect(given.rows('i')).toBe('unnest($3::uuid[], $4::text[]) as i(id, given_name)');
  });

  it('put the values in the order of the placeholders, whatever order they come in', () => {
    const rows = [
      { given_name: 'Ada', id: 'a' },
      { id: 'b', given_name: null },
    ];
    expect(given.values({ limit: 5, now: 'today' }, rows)).toEqual(['today', 5, ['a', 'b'], ['Ada', null]]);
  });

  it('can be single values only', () => {
    expect(parameters({ id: 'uuid' }).values({ id: 'a' })).toEqual(['a']);
  });
});
