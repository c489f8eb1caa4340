import { isAbsolute } from 'node:path';

/** `file:/folder`, or `s3://bucket/prefix?endpoint=https://…&region=…`; credentials are settings of their own. */
export function isFilesAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, searchParams, pathname } = new URL(text);
  if (protocol === 'file:') return hostname === '' && isAbsolute(pathname);
  return (
    protocol === 's3:' &&
    /^[a-z0-9][a-z0-9.-]{1,62}$/.test(hostname) &&
    username === '' &&
    /^https?:\/\/[^/?#]+/.test(searchParams.get('endpoint') ?? '')
  );
}
