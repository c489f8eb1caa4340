// Stacks in the lines of the sources. Node can do that itself, but calls every function without a name `<anonymous>`, and Jest leaves such lines out:
// among them that of a test which took too long.
import { findSourceMap } from 'node:module';
import { fileURLToPath } from 'node:url';

/** As under Jest itself: ten lines often end before that of the test. */
Error.stackTraceLimit = 100;

const asPath = (url) => (url.startsWith('file:') ? fileURLToPath(url) : url);

function place(url, line, column) {
  const { originalSource, originalLine, originalColumn } = findSourceMap(url)?.findEntry(line - 1, column - 1) ?? {};
  if (originalSource === undefined) return `${asPath(url)}:${line}:${column}`;
  return `${asPath(originalSource)}:${originalLine + 1}:${originalColumn + 1}`;
}

function frame(site) {
  const url = site.getFileName();
  const [line, column] = [site.getLineNumber(), site.getColumnNumber()];
  if (!url || line === null || column === null) return String(site);
  return String(site).replace(`${url}:${line}:${column}`, () => place(url, line, column));
}

Error.prepareStackTrace = (error, sites) => {
  let title = 'Error';
  try {
    title = Error.prototype.toString.call(error);
  } catch {
    // An error whose own message throws still has a stack.
  }
  return [title, ...sites.map((site) => `    at ${frame(site)}`)].join('\n');
};
