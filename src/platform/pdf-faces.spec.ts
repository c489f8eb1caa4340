import { hasMissing, runsOf } from './pdf-faces.js';

describe('runsOf', () => {
  it.each([
    ['Latin with accents', 'Zoë Łęcka', [null]],
    ['Greek and Cyrillic', 'Ελένη Олена', [null]],
    ['Hebrew', 'אולנה', [null]],
    ['Arabic', 'أولينا', [null]],
    ['Armenian and Georgian', 'Օլենա ოლენა', [null]],
    ['Devanagari', 'ओलेना', ['devanagari']],
    ['Bengali', 'ওলেনা', ['bengali']],
    ['Tamil', 'ஒலேனா', ['tamil']],
    ['Telugu', 'ఒలేనా', ['telugu']],
    ['Kannada', 'ಒಲೇನಾ', ['kannada']],
    ['Malayalam', 'ഒലേന', ['malayalam']],
    ['Gujarati', 'ઓલેના', ['gujarati']],
    ['Gurmukhi', 'ਓਲੇਨਾ', ['gurmukhi']],
    ['Sinhala', 'ඔලේනා', ['sinhala']],
    ['Thai', 'โอเลนา', ['thai']],
    ['Khmer', 'អូឡេណា', ['khmer']],
    ['Burmese', 'အိုလီနာ', ['myanmar']],
    ['Chinese', '奥莱娜', ['last']],
    ['Japanese', 'オレーナ ひらがな', ['last']],
    ['Korean', '올레나', ['last']],
    ['Ethiopic', 'ኦሌና', ['last']],
  ])('finds a face for %s', (_, text, faces) => {
    const runs = runsOf(text);
    expect(runs.map(({ face }) => face)).toEqual(faces);
    expect(runs.map((run) => run.text).join('')).toBe(text);
    expect(hasMissing([text])).toBe(false);
  });

  it('changes the face where the script changes, and keeps every character', () => {
    const text = 'Ada 奥莱娜 โอเลนา, ഒലേന.';
    expect(runsOf(text).map(({ face }) => face)).toEqual([null, 'last', 'thai', null, 'malayalam', null]);
    expect(
      runsOf(text)
        .map((run) => run.text)
        .join(''),
    ).toBe(text);
  });

  it('names what no face has, and never leaves a box', () => {
    expect(runsOf('Ada 🪿')).toEqual([
      { text: 'Ada ', face: null, missing: false },
      { text: '[U+1FABF]', face: null, missing: true },
    ]);
    expect(hasMissing(['Ada', '🪿'])).toBe(true);
  });
});
