/** Headers of every response. The policy allows what the pages use and nothing else: no inline script or style, no frame, no foreign origin. */
const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), browsing-topics=()',
};

const noFraming = "frame-ancestors 'none'";

/** The same headers for a page that the pages of these origins, and our own, may show in a frame. */
export function framableHeaders(publicUrl: string, origins: readonly string[]): Readonly<Record<string, string>> {
  // X-Frame-Options supports no list, and the policy says it all.
  const headers = Object.fromEntries(
    Object.entries(headersFor(publicUrl)).filter(([name]) => name !== 'x-frame-options'),
  );
  const policy = headers['content-security-policy'] ?? '';
  return {
    ...headers,
    'content-security-policy': policy.replace(noFraming, ["frame-ancestors 'self'", ...origins].join(' ')),
  };
}

/** Over https, browsers are told to use only https for a year. */
export function headersFor(publicUrl: string): Readonly<Record<string, string>> {
  return publicUrl.startsWith('https:')
    ? { ...securityHeaders, 'strict-transport-security': 'max-age=31536000; includeSubDomains' }
    : securityHeaders;
}
