import { readMessage } from './frame-message.js';

describe('readMessage', () => {
  it('reads a height and a signature', () => {
    expect(readMessage({ type: 'demarche:height', height: 700.2 })).toEqual({ type: 'height', height: 701 });
    expect(readMessage({ type: 'demarche:signed', detail: { slug: 'a', lang: 'fr', email: 'x' } })).toEqual({
      type: 'signed',
      detail: { slug: 'a', lang: 'fr' },
    });
  });

  it.each([
    null,
    'demarche:height',
    { type: 'demarche:height' },
    { type: 'demarche:height', height: '700' },
    { type: 'demarche:height', height: Number.NaN },
    { type: 'demarche:height', height: -1 },
    { type: 'demarche:height', height: 1e9 },
    { type: 'demarche:signed' },
    { type: 'demarche:signed', detail: null },
    { type: 'demarche:signed', detail: { slug: 1, lang: 'fr' } },
    { type: 'other', height: 700 },
  ])('takes nothing else: %j', (data) => {
    expect(readMessage(data)).toBeNull();
  });
});
