import type { VNode } from 'preact';
import type { SignatureImport } from '../../imports/imports.service.js';

export interface ImportReadingProps {
  found: SignatureImport;
  /** Words as decoded under a guessed encoding. */
  samples: readonly string[];
}

const lines = (n: number, one: string, other: string): string => `${n.toLocaleString('en')} ${n === 1 ? one : other}`;

/** What was guessed about a file, or skipped, before anything of it is imported. */
export function ImportReading({ found, samples }: ImportReadingProps): VNode | null {
  const { reading, encoding } = found;
  const { encodingGuessed, sheet, otherSheets = [], sheetHidden, linesAbove = 0, hiddenRows = 0 } = reading;
  const said = [
    encodingGuessed && (
      <>
        The file does not state its encoding. It is read as <strong>{encoding.toUpperCase()}</strong>
        {samples.length > 0 && (
          <>
            , and look like this: <bdi>{samples.join(' · ')}</bdi>
          </>
        )}
        . If that is wrong, discard this import and upload the file again with another encoding.
      </>
    ),
    sheet !== undefined && (sheetHidden === true || otherSheets.length > 0) && (
      <>
        The sheet read is <strong>{sheet}</strong>
        {sheetHidden === true && ', which is hidden in the workbook'}
        {otherSheets.length > 0 &&
          `. Not read: ${otherSheets.slice(0, 20).join(', ')}. For one of these, discard this import and upload the file again with its name`}
        .
      </>
    ),
    linesAbove > 0 && `${lines(linesAbove, 'line', 'lines')} above the column names skipped.`,
    hiddenRows > 0 &&
      `${lines(hiddenRows, 'row is', 'rows are')} hidden or filtered out in the workbook. They are read like all others.`,
  ].filter(Boolean);
  if (said.length === 0) return null;
  return (
    <section class="notice" role="note">
      <h2>How the file was read</h2>
      <ul>
        {said.map((sentence) => (
          <li>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}
