import { Injectable } from '@nestjs/common';
import { Clock, utcDay } from '../platform/clock.js';
import { Database } from '../platform/database/database.js';
import { readIntegrity } from './integrity.sql.js';
import type { CountIntegrity } from './petitions.schema.js';
import { PetitionsService } from './petitions.service.js';

/** What is behind the published number: how many were confirmed, and how many are excluded, and why. */
@Injectable()
export class IntegrityService {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly petitions: PetitionsService,
  ) {}

  /** Exclusions are as of the last midnight (UTC), see `readIntegrity`. @throws PetitionNotFound */
  async of(slug: string): Promise<CountIntegrity> {
    const id = await this.petitions.idOf(slug);
    const setAsideUpTo = utcDay(this.clock.now());
    const [row] = await this.database.run<Omit<CountIntegrity, 'setAsideUpTo'>>(readIntegrity, [id, setAsideUpTo]);
    return {
      ...(row ?? { confirmed: 0, imported: 0, waiting: 0, setAside: 0, takenBack: 0, neverConfirmed: 0 }),
      setAsideUpTo,
    };
  }
}
