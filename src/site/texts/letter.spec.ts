import { locales } from '../../platform/http/locale.js';
import { letterTexts } from './letter.js';

/** Every text by its path, functions filled with their places. */
function leaves(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value === 'function') return [[path, (value as (...args: string[]) => string)('«a»', '«b»')]];
  return Object.entries(value as object).flatMap(([name, one]) => leaves(one, `${path}/${name}`));
}

describe.each(locales)('the texts about letters in %s', (locale) => {
  const own = leaves(letterTexts[locale]);

  it('leave nothing empty and have as many parts as the English ones', () => {
    expect(own.filter(([, text]) => text.trim() === '')).toEqual([]);
    expect(own.map(([path]) => path).sort()).toEqual(
      leaves(letterTexts.en)
        .map(([path]) => path)
        .sort(),
    );
  });

  it('name the State wherever it is spoken of', () => {
    for (const path of ['/to', '/mine/to']) expect(own.find(([one]) => one === path)?.[1]).toContain('«a»');
  });

  if (locale !== 'en') {
    it('are translated: no sentence is the English one', () => {
      const english = new Map(leaves(letterTexts.en));
      expect(own.filter(([path, text]) => text.split(' ').length > 2 && text === english.get(path))).toEqual([]);
    });
  }
});
