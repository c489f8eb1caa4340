const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text for an element or an attribute of an SVG that is written by hand; characters XML cannot carry at all are left out. */
export const xmlEscape = (text: string): string =>
  // eslint-disable-next-line no-control-regex -- control characters are what has to go
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"']/g, (sign) => entities[sign] ?? '');
