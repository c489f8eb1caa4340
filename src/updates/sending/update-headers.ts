import type { UpdateLetterhead } from './update-letterhead.service.js';

/**
 * Headers that are the same for all recipients of an update in a language: what list it belongs to (RFC 2919), that it goes to many, and under which name large
 * providers count complaints about it. None of them tells who the reader is.
 */
export const headersOf = (
  { slug, campaignSlug, domain }: UpdateLetterhead,
  locale: string,
  campaign: string,
): Record<string, string> => ({
  'List-Id': `${/^[\x20-\x7e]+$/.test(campaign) ? `"${campaign.replaceAll(/["\\]/g, '')}" ` : ''}<${campaignSlug}.updates.${domain}>`,
  'Feedback-ID': `${slug}:${campaignSlug}:updates:${domain}`,
  'Content-Language': locale,
  Precedence: 'bulk',
});
