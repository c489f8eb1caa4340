import { Injectable } from '@nestjs/common';
import { ApiTokensService } from '../../access/api-tokens.service.js';
import { StaffService } from '../../access/staff.service.js';

export type Names = ReadonlyMap<string, string>;

/** Actors that are neither people nor API tokens. */
const others: readonly [string, string][] = [
  ['reference', 'bundled data'],
  ['release', 'bundled data'],
  ['cli', 'command line'],
  ['demo:one', 'example data'],
  ['demo:two', 'example data'],
];

/** Display names of actors in the records. */
@Injectable()
export class ActorNames {
  constructor(
    private readonly staff: StaffService,
    private readonly tokens: ApiTokensService,
  ) {}

  async all(): Promise<Names> {
    const people = (await this.staff.list()).map(({ id, name }) => [`staff:${id}`, name] as const);
    const programs = (await this.tokens.list()).map(({ id, name }) => [`token:${id}`, `${name} (token)`] as const);
    return new Map([...others, ...people, ...programs]);
  }
}
