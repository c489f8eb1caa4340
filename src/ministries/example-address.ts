/** Reserved domains (RFC 2606 and 6761): no mail server reaches them. */
const reserved = /(^|\.)(example|invalid|test|localhost)$|(^|\.)example\.(com|net|org)$/i;

/** Whether an email address or the URL of a form uses such a domain. */
export function isExampleAddress(address: string): boolean {
  if (/^https?:\/\//i.test(address))
    return URL.canParse(address) && reserved.test(new URL(address).hostname.replace(/\.$/, ''));
  const at = address.lastIndexOf('@');
  return at >= 0 && reserved.test(address.slice(at + 1).trim());
}
