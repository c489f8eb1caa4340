import { labelLines } from './labels.js';

describe('a label', () => {
  const heading = ['Министру иностранных дел', 'Министерство иностранных дел'];

  it('ends with the State in English capitals where the ministry is written to in another script', () => {
    expect(labelLines(heading, ['Астана', 'Казахстан'], 'KZ', 'ru').at(-1)).toBe('KAZAKHSTAN');
    expect(labelLines(heading, ['Астана', 'Kazakhstan'], 'KZ', 'ru')).toEqual([...heading, 'Астана', 'Kazakhstan']);
    expect(labelLines(['Ministère'], ['Dakar', 'Sénégal'], 'SN', 'fr').at(-1)).toBe('Sénégal');
  });

  it('says nothing twice', () => {
    expect(labelLines(['Ministry'], ['Ministry', 'Nassau'], 'BS', 'en')).toEqual(['Ministry', 'Nassau']);
  });
});
