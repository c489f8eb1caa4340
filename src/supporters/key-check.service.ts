import { Injectable } from '@nestjs/common';
import { Database } from '../platform/database/database.js';
import { SupportersService } from './supporters.service.js';

/** Whether SECRET_KEY is the one the data was written with. */
@Injectable()
export class KeyCheckService {
  constructor(
    private readonly database: Database,
    private readonly supporters: SupportersService,
  ) {}

  /** Recomputes the key of the newest person with an address. @returns null when there is nobody */
  async fits(): Promise<boolean | null> {
    const found = await this.database.prisma.supporter.findFirst({
      where: { email: { not: null } },
      orderBy: { id: 'desc' },
    });
    if (!found?.email) return null;
    return this.supporters.emailKey(found.email).equals(Buffer.from(found.emailKey));
  }
}
