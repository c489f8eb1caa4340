import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { Tokens } from '../platform/tokens.js';
import { KeptForms, type SentForm } from './kept-forms.service.js';

const [ada, bob] = ['0190aaaa-0000-7000-8000-000000000001', '0190aaaa-0000-7000-8000-000000000002'] as const;
const secret = 'a secret only for tests, long enough to be one';
const at = (time: string, key = secret) => new KeptForms(new Tokens(key), { now: () => new Date(time) });
const noon = at('2027-04-04T12:00:00Z');
const form: SentForm = { path: '/admin/demands', fields: [['title', 'An idea']] };
const sealed = noon.seal(form, ada) ?? '';

describe('a form kept for its sender', () => {
  it('comes back as it was, whatever was typed', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), fc.string({ unit: 'binary' }))), (fields) => {
        const kept = noon.open(noon.seal({ path: '/admin/demands', fields }, ada) ?? '', ada);
        expect(kept).toEqual({ path: '/admin/demands', fields });
      }),
    );
  });

  it('opens for an hour', () => {
    expect(at('2027-04-04T12:59:59Z').open(sealed, ada)).toEqual(form);
    expect(at('2027-04-04T13:00:00Z').open(sealed, ada)).toBeNull();
  });

  it('opens for nobody else, under no other key, and not when a single character differs', () => {
    expect(noon.open(sealed, bob)).toBeNull();
    expect(at('2027-04-04T12:00:00Z', `${secret}, but another`).open(sealed, ada)).toBeNull();
    for (let place = 0; place < sealed.length - 1; place++) {
      const bent = sealed.slice(0, place) + (sealed[place] === 'A' ? 'B' : 'A') + sealed.slice(place + 1);
      expect(noon.open(bent, ada)).toBeNull();
    }
    expect(noon.open('', ada)).toBeNull();
    expect(noon.open('no seal', ada)).toBeNull();
  });

  it('cannot be read in its seal', () => {
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('An idea');
  });

  it('is too long when it would not fit beside address and password', () => {
    const long = (length: number): SentForm => ({
      path: '/admin/settings',
      fields: [['text', 'Word '.repeat(length)]],
    });
    expect(noon.seal(long(12_000), ada)?.length).toBeLessThan(48 * 1024);
    const noise = Array.from({ length: 20_000 }, (_, n) => Math.sin(n).toString(36)).join('');
    expect(noon.seal({ path: '/admin/settings', fields: [['text', noise]] }, ada)).toBeNull();
  });
});

describe('what is read from a form', () => {
  it('is every text in it, the campaign it was made for, and the path without its query', () => {
    const body = { _csrf: 'x.y', _campaign: 'one', title: 'T', languages: ['en', 'fr'], empty: '' };
    expect(noon.read('/admin/demands?done=1', body)).toEqual({
      path: '/admin/demands',
      fields: [
        ['_campaign', 'one'],
        ['title', 'T'],
        ['languages', 'en'],
        ['languages', 'fr'],
        ['empty', ''],
      ],
    });
  });

  it('is nothing for a button alone, and for what is not one of our staff pages', () => {
    expect(noon.read('/admin/sign-out', { _csrf: 'x.y', _campaign: 'one' })).toBeNull();
    expect(noon.read('/admin/sign-out', undefined)).toBeNull();
    for (const path of ['//elsewhere.example/admin/x', '/petitions/x', '/admin//elsewhere.example', '/admin'])
      expect(noon.read(path, { title: 'T' })).toBeNull();
  });

  it('never includes what a password field of the staff pages holds', () => {
    const folder = fileURLToPath(new URL('../admin', import.meta.url));
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.tsx'))
      .map((name) => readFileSync(join(folder, name), 'utf8'));
    const fields = sources.flatMap((text) => text.match(/<(?:Field|input)\b[^>]*type="password"[^>]*>/g) ?? []);
    expect(fields.length).toBe(sources.join('').split('type="password"').length - 1);
    const names = fields.map((field) => /name="(\w+)"/.exec(field)?.[1] ?? '');
    expect(names).toContain('password');
    for (const name of names) expect(noon.read('/admin/account/password', { [name]: 'secret' })).toBeNull();
  });
});
