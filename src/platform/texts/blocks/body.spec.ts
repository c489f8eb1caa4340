import fc from 'fast-check';
import { bodyOf, sectionsIn } from './body.js';

describe('the text of a petition as one text to edit', () => {
  it('has headings, and paragraphs between empty lines', () => {
    expect(sectionsIn('Before.\n\n## Why\nFirst line\nsecond line\n\nAnother. [C24]\n##Law\n\nIt says.')).toEqual([
      { heading: '', paragraphs: ['Before.'] },
      { heading: 'Why', paragraphs: ['First line second line', 'Another. [C24]'] },
      { heading: 'Law', paragraphs: ['It says.'] },
    ]);
    expect(sectionsIn(' \n\n ')).toEqual([]);
  });

  it('comes back as it was, whatever was written', () => {
    const line = fc
      .string({ unit: 'grapheme', minLength: 1 })
      .map((text) => text.replace(/\s+/g, ' ').trim())
      .filter((text) => text !== '' && !text.startsWith('#'));
    const sections = fc.array(fc.record({ heading: line, paragraphs: fc.array(line, { minLength: 1 }) }));
    fc.assert(fc.property(sections, (all) => expect(sectionsIn(bodyOf(all))).toEqual(all)));
  });
});
