import type { TableReading } from '../platform/tables/file-table.js';

/** What was guessed about a file, or skipped, as lines for stderr. @param samples words as decoded under the guessed encoding */
export function readingOf(encoding: string, reading: TableReading, samples: readonly string[] = []): string[] {
  const { encodingGuessed, sheet, otherSheets = [], linesAbove = 0, hiddenRows = 0 } = reading;
  return [
    ...(encodingGuessed
      ? [
          `Read as ${encoding}, which is a guess${samples.length > 0 ? `: ${samples.join(' | ')}` : ''}. Another: --encoding NAME`,
        ]
      : []),
    ...(otherSheets.length > 0
      ? [`Sheet read: ${sheet}. Not read: ${otherSheets.join(', ')}. Another: --sheet NAME`]
      : []),
    ...(linesAbove > 0 ? [`Lines above the column names: ${linesAbove}`] : []),
    ...(hiddenRows > 0 ? [`Hidden or filtered rows, read like all others: ${hiddenRows}`] : []),
  ];
}
