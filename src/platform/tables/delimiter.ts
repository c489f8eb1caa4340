const delimiters = [',', ';', '\t', '|', '^', '~', ':'] as const;
/** Number of lines examined. */
const lines = 40;

/** The line `sep=;` that some programs write above a table, and its value. */
export function separatorLine(beginning: string): { delimiter: string; length: number } | null {
  const [line = '', delimiter] = /^"?sep=([^\r\n"]{1,3})"?(?:\r\n|\r|\n)/i.exec(beginning) ?? [];
  return delimiter === undefined ? null : { delimiter, length: line.length };
}

/** How often each delimiter occurs in each of the first lines, outside quotation marks. */
function countsIn(beginning: string): Map<string, number>[] {
  const all: Map<string, number>[] = [];
  let counts = new Map<string, number>();
  let quoted = false;
  let filled = false;
  for (const sign of beginning) {
    if (sign === '"') quoted = !quoted;
    else if (quoted) continue;
    else if (sign === '\n' || sign === '\r') {
      if (filled) all.push(counts);
      if (all.length === lines) return all;
      counts = new Map();
      filled = false;
      continue;
    }
    filled ||= sign.trim() !== '';
    counts.set(sign, (counts.get(sign) ?? 0) + 1);
  }
  if (filled) all.push(counts);
  return all;
}

/** The one that splits most lines into the same number of cells, and into most. */
export function delimiterOf(beginning: string): string {
  const counts = countsIn(beginning);
  const scored = delimiters.map((delimiter) => {
    const cells = counts.map((line) => line.get(delimiter) ?? 0);
    const most = Math.max(0, ...cells.map((n) => (n === 0 ? 0 : n * cells.filter((other) => other === n).length)));
    return { delimiter, score: Math.max(most, cells[0] ?? 0) };
  });
  return scored.sort((a, b) => b.score - a.score)[0]?.delimiter ?? ',';
}
