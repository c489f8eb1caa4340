import fc from 'fast-check';
import { chooseLocale, cookieOf, locales, negotiateLocale, supportedLocale } from './locale.js';

describe('negotiateLocale', () => {
  it.each([
    ['fr-CA,fr;q=0.9,en;q=0.8', 'fr'],
    ['nl,uk;q=0.5', 'uk'],
    ['en;q=0.2, es;q=0.9', 'es'],
    ['es;q=0, en;q=0.1', 'en'],
    ['UK-ua', 'uk'],
    ['nl, pt', null],
    ['*', null],
    ['', null],
    [undefined, null],
    [';;;q=,,', null],
  ])('reads %p as %p', (header, locale) => {
    expect(negotiateLocale(header)).toBe(locale);
  });

  it('never fails on any header', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 2000 }), (header) =>
        expect([null, ...locales]).toContain(negotiateLocale(header)),
      ),
    );
  });
});

describe('chooseLocale', () => {
  it('takes the address first, then the remembered choice, then the browser, then English', () => {
    expect(chooseLocale('es', 'lang=fr', 'uk')).toBe('es');
    expect(chooseLocale('xx', 'a=b; lang=fr', 'uk')).toBe('fr');
    expect(chooseLocale(undefined, 'lang=xx', 'uk')).toBe('uk');
    expect(chooseLocale(undefined, undefined, 'nl')).toBe('en');
  });
});

describe('supportedLocale and cookieOf', () => {
  it('use only the language of a tag', () => {
    expect([supportedLocale('fr-CA'), supportedLocale(' EN '), supportedLocale('french'), supportedLocale('')]).toEqual(
      ['fr', 'en', null, null],
    );
  });

  it('find one cookie among others, by its whole name', () => {
    expect(cookieOf('xlang=a; lang = b=c ; other=d', 'lang')).toBe('b=c');
    expect(cookieOf('langx=a', 'lang')).toBeUndefined();
    expect(cookieOf(undefined, 'lang')).toBeUndefined();
  });
});
