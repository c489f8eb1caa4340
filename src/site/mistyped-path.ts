/** Punctuation that follows an address when it is copied out of a text. */
const behind = new Set(Array.from('.,;:!?)]}>"\'\u00bb\u201d\u2019\u3002/'));

/** Trailing characters of a path that was copied with its surroundings, in one pass. */
function withoutBehind(path: string): string {
  let end = path.length;
  while (end > 1 && behind.has(path[end - 1] ?? '')) end--;
  return path.slice(0, end);
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

/** Paths whose further parts are case-sensitive tokens, references and codes. */
const withToken = /^\/(?:c|d|u|me|letter|letters|states|conventions|cards|map|assets|preview|pictures|themes)\/[^/]/i;

/**
 * The probable intended address of one that was printed, typed or pasted: without trailing punctuation, in lower case, and with its query.
 * @returns null where it is right already, as far as can be determined
 */
export function meantPath(url: string): string | null {
  const mark = url.indexOf('?');
  const [path, query] = mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark)];
  if (path.length > 500) return null;
  const bare = withoutBehind(decoded(path));
  const [, first = '', ...rest] = bare.split('/');
  const meant = withToken.test(bare) ? ['', first.toLowerCase(), ...rest].join('/') : bare.toLowerCase();
  // One leading slash: two would be another site. Anything but a plain path is ignored.
  if (!/^\/(?:[\w~.@-]+(?:\/[\w~.@-]+)*)?$/.test(meant) || meant === path) return null;
  return `${meant}${query}`;
}
