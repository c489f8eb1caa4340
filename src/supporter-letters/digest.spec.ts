import { digestPdf } from './digest-pages.js';
import { digestOf } from './digest.js';
import { groupAlike } from './digest-groups.js';
import { digestTexts } from './letter.texts.js';

const text = Array.from({ length: 120 }, (_, n) => `word${n}`).join(' ');
const letter = (name: string, of: string) => ({ name, country: 'GB', day: '2027-03-01', text: of });
const holding = (name: string, of: string) => ({
  id: name,
  name,
  country: 'GB',
  confirmedAt: new Date('2027-03-01T10:00:00Z'),
  text: of,
});
const paper = { reference: 'DEM-2027-ABCD-FR', locale: 'en', size: 'A4', footer: ['Legal line'] } as const;

describe('a digest', () => {
  it('prints one text for everyone who sent it, and says who sent nearly the same', () => {
    const groups = groupAlike([
      letter('Ada', 'Something of her own.'),
      letter('Bea', text),
      letter('Cyd', `${text.toUpperCase()}!`),
      letter('Dan', text.replace('word119', 'changed')),
      letter('Eve', text.replace('word20', 'a').replace('word60', 'b').replace('word100', 'c')),
    ]);
    expect(groups.map(({ same, nearly }) => [same.map(({ name }) => name), nearly.map(({ name }) => name)])).toEqual([
      [['Bea', 'Cyd'], ['Dan']],
      [['Ada'], []],
      [['Eve'], []],
    ]);
  });

  it.each([
    ['en', 'United Kingdom of Great Britain and Northern Ireland'],
    ['fr', 'Royaume-Uni de Grande-Bretagne et d’Irlande du Nord'],
    ['es', 'Reino Unido de Gran Bretaña e Irlanda del Norte'],
    ['ar', 'المملكة المتحدة لبريطانيا العظمى وأيرلندا الشمالية'],
    ['pt', 'Reino Unido da Grã-Bretanha e da Irlanda do Norte'],
    ['it', 'United Kingdom of Great Britain and Northern Ireland'],
  ])('in %s says how many there are in all, with name, country and day of each', (locale, country) => {
    const { about, letters, title } = digestOf([holding('Ada', text)], 1200, 'DEM-1', locale);
    expect(title).toContain('DEM-1');
    expect(about.join(' ')).toMatch(/1.?200/);
    expect(about.join(' ')).toMatch(/1.?199/);
    expect(letters[0]?.writers[0]).toContain(`Ada, ${country}, `);
    expect(letters[0]?.writers[0]).toContain('2027');
  });

  it('has all its words in every language, none of them English elsewhere', () => {
    const say = (locale: string) => {
      const t = digestTexts(locale);
      return [
        t.title({ reference: 'R' }),
        ...t.about,
        t.here({ here: '1', inAll: '2' }),
        t.more({ rest: '3' }),
        t.letter({ n: '4' }),
        t.nearly,
        t.unprintable,
      ];
    };
    for (const locale of ['en', 'fr', 'es']) expect(say(locale).every((one) => one.trim().length > 5)).toBe(true);
    for (const locale of ['fr', 'es']) expect(say(locale).filter((one) => say('en').includes(one))).toEqual([]);
  });

  it.each(['en', 'fr', 'es'] as const)(
    'in %s says so where a character cannot be printed, and only there',
    (locale) => {
      const about = (name: string, of: string) => digestOf([holding(name, of)], 1, 'DEM-1', locale).about;
      const { unprintable } = digestTexts(locale);
      expect(about('𠮷野', 'Peace')).toContain(unprintable);
      expect(about('Ada', '𠮷')).toContain(unprintable);
      expect(about('吉野', 'สันติภาพ')).not.toContain(unprintable);
    },
  );

  it('names who forwards it, where there is a signatory', async () => {
    const of = (signatory: string | null) => digestOf([holding('Ada', 'Peace')], 1, 'DEM-1', 'en', signatory);
    expect(of('Ada Example\nDirector').signatory).toEqual(['Ada Example', 'Director']);
    expect(of(null).signatory).toEqual([]);
    expect((await digestPdf(of('Ada Example\nDirector'), paper)).equals(await digestPdf(of(null), paper))).toBe(false);
  });

  it('on paper is the same file for the same letters, whatever script or endless word is in them', async () => {
    const digest = digestOf(
      [holding('عمر', 'رسالة من مؤيد'), holding('Ада', `${'x'.repeat(3000)} Привіт`)],
      2,
      'DEM-1',
      'en',
    );
    const [one, two] = [await digestPdf(digest, paper), await digestPdf(digest, paper)];
    expect(one.equals(two)).toBe(true);
  });
});
