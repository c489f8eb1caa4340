import { locales } from '../../platform/http/locale.js';
import { compileSignerMail, signerMailKinds, type SignerMailSlot } from './signer-mails.js';

const values: Record<SignerMailSlot, string> = {
  greeting: 'Dear Ada',
  confirmUrl: 'https://campaign.example.org/c/the-confirm-token',
  disownUrl: 'https://campaign.example.org/d/the-disown-token',
  unsubscribeUrl: 'https://campaign.example.org/u/the-unsubscribe-token',
  petitionUrl: 'https://campaign.example.org/petitions/reconsider',
  host: 'campaign.example.org',
  sender: 'Example Association, 1 Example Street, Germany',
  privacyUrl: 'https://campaign.example.org/privacy',
  myDataUrl: 'https://campaign.example.org/me',
  accent: '#7a1f1f',
  accentInk: '#ffffff',
};
const title = 'Reconsider <both> conventions & more';
const cases = signerMailKinds.flatMap((kind) => locales.map((locale) => [kind, locale] as const));

describe.each(cases)('the email %s in %s', (kind, locale) => {
  const { subject, html, text } = compileSignerMail(kind, locale, title).fill(values);

  it('greets by name, names the petition and offers to unsubscribe', () => {
    expect(subject).toContain(title);
    expect(text).toContain('Ada');
    expect(text).toContain(title);
    expect(text).toContain(values.unsubscribeUrl);
    expect(html).toContain('Reconsider &lt;both> conventions &amp; more');
    expect(html).toContain(`<html lang="${locale}"${locale === 'ar' ? ' dir="rtl"' : ''}>`);
  });

  it('carries the links of its kind and no other', () => {
    const asks = kind !== 'petitions.already_signed';
    for (const part of [html, text]) {
      expect([
        part.includes(values.confirmUrl),
        part.includes(values.disownUrl),
        part.includes(values.petitionUrl),
      ]).toEqual([asks, asks, !asks]);
    }
  });

  it('says who sends it, and links to the privacy notice and to one’s own data', () => {
    for (const part of [html, text])
      for (const value of [values.host, values.sender, values.privacyUrl, values.myDataUrl])
        expect(part).toContain(value);
  });

  it('loads nothing from anywhere, so that reading it notifies nobody', () => {
    expect(html).not.toMatch(/<img|<script|<link|<iframe|@import|url\(|src=/i);
  });
});

describe('the emails of a signer', () => {
  it('are distinguished by their subjects, and translated', () => {
    const subjects = cases.map(([kind, locale]) => compileSignerMail(kind, locale, '').fill(values).subject);
    expect(new Set(subjects).size).toBe(cases.length);
  });
});
