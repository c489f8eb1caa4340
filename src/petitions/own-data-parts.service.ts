import { Injectable } from '@nestjs/common';
import type { OwnConsent, OwnLetter } from '../privacy/own-data.schema.js';

/** What a room to the right holds about persons. */
export interface OwnDataPart {
  /** @param consentsOf what was agreed to or withdrawn under a thing of that id, oldest first */
  look: (supporterId: string, consentsOf: (id: string) => OwnConsent[]) => Promise<OwnLetter[]>;
  /** Forgets everything of the person; may be said again. */
  forget: (supporterId: string) => Promise<void>;
}

/** Where rooms to the right of this one register the data about persons they hold, so that it is shown and forgotten with the rest. */
@Injectable()
export class OwnDataParts {
  private readonly parts: OwnDataPart[] = [];

  register(part: OwnDataPart): void {
    this.parts.push(part);
  }

  async lettersOf(supporterId: string, consentsOf: (id: string) => OwnConsent[]): Promise<OwnLetter[]> {
    return (await Promise.all(this.parts.map((part) => part.look(supporterId, consentsOf)))).flat();
  }

  async forget(supporterId: string): Promise<void> {
    for (const part of this.parts) await part.forget(supporterId);
  }
}
