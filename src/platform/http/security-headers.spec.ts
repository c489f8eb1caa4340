import { framableHeaders, headersFor } from './security-headers.js';

describe('headersFor', () => {
  const policy = headersFor('http://localhost:3000')['content-security-policy'] ?? '';

  it('allow nothing that is not named, nothing inline and nothing foreign', () => {
    expect(policy).toMatch(/^default-src 'none'/);
    expect(policy).not.toMatch(/unsafe-|https?:|\*/);
    for (const rule of ["base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'", "script-src 'self'"])
      expect(policy).toContain(rule);
  });

  it('bind browsers to https only where the campaign is served by it', () => {
    expect(headersFor('https://campaign.example.org')['strict-transport-security']).toMatch(/max-age=31536000/);
    expect(headersFor('http://localhost:3000')['strict-transport-security']).toBeUndefined();
  });

  it('let the named origins frame a page, and change nothing else', () => {
    const {
      'content-security-policy': before,
      'x-frame-options': denied,
      ...others
    } = headersFor('https://campaign.example.org');
    const { 'content-security-policy': framed, ...kept } = framableHeaders('https://campaign.example.org', [
      'https://a.example',
      'https://b.example:8443',
    ]);
    expect([denied, kept]).toEqual(['DENY', others]);
    expect(framed).toBe(
      before?.replace("frame-ancestors 'none'", "frame-ancestors 'self' https://a.example https://b.example:8443"),
    );
  });
});
