/** Signs that stand behind an address when it is copied out of a text. */
const behind = new Set(Array.from('.,;:!?)]}>"\'\u00bb\u201d\u2019\u3002/'));

/** What is behind a path that was copied with its surroundings, in one pass. */
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

/** Paths whose further parts are tokens, references and codes: these tell large letters from small ones. */
const withToken = /^\/(?:c|d|u|me|letter|letters|states|conventions|cards|map|assets)\/[^/]/i;

/**
 * The address somebody may have meant who printed, typed or pasted one: without signs behind it, in small letters, and with its query.
 * @returns null where it is right already, as far as this can tell
 */
export function meantPath(url: string): string | null {
  const mark = url.indexOf('?');
  const [path, query] = mark < 0 ? [url, ''] : [url.slice(0, mark), url.slice(mark)];
  if (path.length > 500) return null;
  const bare = withoutBehind(decoded(path));
  const [, first = '', ...rest] = bare.split('/');
  const meant = withToken.test(bare) ? ['', first.toLowerCase(), ...rest].join('/') : bare.toLowerCase();
  // One slash in front: two would be another site. What is no plain path is nobody's meaning.
  if (!/^\/(?:[\w~.@-]+(?:\/[\w~.@-]+)*)?$/.test(meant) || meant === path) return null;
  return `${meant}${query}`;
}
