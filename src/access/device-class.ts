const browsers: [pattern: RegExp, name: string][] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\b(?:OPR|Opera)\//, 'Opera'],
  [/\b(?:Firefox|FxiOS)\//, 'Firefox'],
  [/\b(?:Chrome|Chromium|CriOS|HeadlessChrome)\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];

const systems: [pattern: RegExp, name: string][] = [
  [/\bAndroid\b/, 'Android'],
  [/\b(?:iPhone|iPad|iPod)\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
];

const nameOf = (list: typeof browsers, text: string): string | undefined =>
  list.find(([pattern]) => pattern.test(text))?.[1];

/** A recognisable device description, e.g. "Firefox on Linux"; nothing else of the header is stored. */
export function deviceClass(userAgent: string | undefined): string {
  const text = userAgent?.slice(0, 500) ?? '';
  const [browser, system] = [nameOf(browsers, text), nameOf(systems, text)];
  if (browser === undefined) return system === undefined ? 'Unknown device' : `Unknown app on ${system}`;
  return system === undefined ? browser : `${browser} on ${system}`;
}
