import { languages } from '../../platform/texts/languages.js';
import { composeCorrection, type CorrectedLetter } from './compose-correction.js';
import type { FieldValues } from './template-engine.js';
import { fieldNames } from './templates.values.js';

const values = {
  ...Object.fromEntries(fieldNames.map((name) => [name, `<${name}>`])),
  'letter.signatory': 'Ada Example\nDirector',
} as FieldValues;
const none: CorrectedLetter['reasons'] = { claims: [], positions: [], withdrawn: 0, counts: null };
const claim = (note: number) => ({ key: 'C1', note, change: 'corrected' as const, on: '2027-03-01', then: 1, now: 2 });
const text = (locale: string, reasons: Partial<CorrectedLetter['reasons']>) =>
  composeCorrection({
    letters: [{ reference: 'DEM-1', sentAt: new Date('2027-03-02'), reasons: { ...none, ...reasons } }],
    facts: new Map([['C1', 'What is true.']]),
    values,
    locale,
  }).text;

describe('a correction', () => {
  it('regrets one inaccuracy or several, and none where something only changed since', () => {
    expect(text('en', { claims: [claim(1)] })).toContain('We regret that our letter contained an inaccuracy.');
    expect(text('en', { claims: [claim(1), claim(2)] })).toContain('contained inaccuracies');
    const changed = text('en', { withdrawn: 2 });
    expect(changed).toContain('something that accompanied it has changed');
    expect(changed).not.toMatch(/regret|inaccura/);
  });

  it('says so in the words of each language', () => {
    expect(text('fr', { claims: [claim(1)] })).toContain(
      'Notre lettre comportait une inexactitude, que nous vous prions de bien vouloir excuser.',
    );
    expect(text('es', { claims: [claim(1)] })).toContain(
      'Lamentamos que nuestra carta contuviera una inexactitud, que rectificamos a continuación.',
    );
    for (const { code } of languages) {
      const [one, many, change] = [{ claims: [claim(1)] }, { claims: [claim(1), claim(2)] }, { withdrawn: 1 }].map(
        (reasons) => text(code, reasons),
      );
      expect(new Set([one, many, change].map((all) => all?.split('\n\n')[4])).size).toBe(3);
      for (const all of [one, many, change]) expect(all).not.toMatch(/[{}\uE0E0]/);
    }
  });

  it('ends with the signatory', () => {
    for (const { code } of languages)
      expect(text(code, { withdrawn: 1 })).toMatch(/<addressee\.closing>\n\nAda Example\nDirector$/);
  });
});
