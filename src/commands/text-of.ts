import { readFileSync } from 'node:fs';
import { StartupProblem } from '../platform/errors.js';

/** A file as text. Read before the database is connected, so that a wrong name is reported at once. @throws StartupProblem `file.unusable` */
export function textOf(file: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file));
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const notText = code === 'ERR_ENCODING_INVALID_ENCODED_DATA';
    throw new StartupProblem(
      notText ? `${file} is not valid UTF-8. Save it as "CSV UTF-8".` : `${file} cannot be read (${code}).`,
      'file.unusable',
    );
  }
}

/** The bytes of a file, with the same error. */
export function bytesOf(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    throw new StartupProblem(
      `${file} cannot be read (${(error as NodeJS.ErrnoException).code ?? ''}).`,
      'file.unusable',
    );
  }
}
