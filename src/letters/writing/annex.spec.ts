import { annexOf } from './letter-counts.service.js';
import { letterLocales } from './templates.values.js';

const hash = 'a'.repeat(64);
const counts = {
  asOf: '2027-04-04',
  total: 1_234,
  byCountry: [{ country: 'DE', count: 1_234 }],
  byMonth: [{ month: '2027-03', count: 1_234 }],
  waiting: 1,
  setAside: 2,
  takenBack: 3,
};
const petition = (slug: string) => ({
  titles: { en: `Title of ${slug}` },
  count: 617,
  version: 3,
  hash,
  publishedOn: '2027-02-01',
  url: `https://campaign.example.org/petitions/${slug}/versions/3`,
});

describe('the annex of a letter', () => {
  it.each(letterLocales)('names the text that was signed, with its hash and address, in %s', (locale) => {
    const { method } = annexOf({ ...counts, petitions: [petition('one'), petition('two')] }, locale);
    expect(method).toHaveLength(6);
    for (const slug of ['one', 'two'])
      expect(method.find((line) => line.includes(petition(slug).url))).toMatch(
        new RegExp(`Title of ${slug}.*${hash}`, 's'),
      );
  });

  it.each(letterLocales)('names the public log by which the number is verified, in %s', (locale) => {
    const log = { entries: 1_300, root: 'u2Jd+2Ix', url: 'https://campaign.example.org/petitions/one/log' };
    const { method } = annexOf({ ...counts, petitions: [{ ...petition('one'), log }] }, locale);
    expect(method.find((line) => line.includes(log.url))).toContain(log.root);
  });

  it('speaks of people who signed several petitions only where there are several', () => {
    expect(annexOf({ ...counts, petitions: [petition('one')] }, 'en').method.join()).not.toContain('more than one');
    expect(annexOf({ ...counts, petitions: [petition('one'), petition('two')] }, 'en').method.join()).toContain(
      'more than one',
    );
  });

  it('is that of earlier mailings, which kept no version', () => {
    expect(annexOf(counts, 'en').method).toHaveLength(3);
  });
});
