import { newColleague } from './access.schema.js';
import { refuseGuessable } from './passwords.service.js';

const parse = (password: string) => newColleague.safeParse({ name: 'Ada', password });

describe('a new password', () => {
  it('has 12 to 200 characters, counted as people count them', () => {
    expect(parse('a'.repeat(11)).success).toBe(false);
    expect(parse('🐴'.repeat(11)).success).toBe(false);
    expect(parse('🐴'.repeat(12)).success).toBe(true);
    expect(parse('a'.repeat(200)).success).toBe(true);
    expect(parse('a'.repeat(201)).success).toBe(false);
  });

  it('is the same in every way to type it', () => {
    expect(parse('café '.repeat(3)).data?.password).toBe(parse('cafe\u0301 '.repeat(3)).data?.password);
  });

  it.each(['olena.owner@example.org', 'Olena.Owner', 'OLENA OWNER'])('is not "%s" for Olena Owner', (password) => {
    expect(() => refuseGuessable(password, 'olena.owner@example.org', 'Olena Owner')).toThrow();
  });

  it('may hold the name among other words', () => {
    expect(() => refuseGuessable('Olena Owner rides a horse', 'olena.owner@example.org', 'Olena Owner')).not.toThrow();
  });
});
