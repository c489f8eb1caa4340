import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { Clock } from '../../platform/clock.js';
import type { Tx } from '../../platform/database/database.js';
import { themePart } from './theme.schema.js';

export type ThemePart = z.output<typeof themePart>;

/** Colours and logo of a campaign for its file, and from it. */
@Injectable()
export class ThemeParts {
  constructor(private readonly clock: Clock) {}

  /** Left out where the campaign looks as the program does. */
  async read(tx: Tx, campaignId: string): Promise<{ theme?: ThemePart }> {
    const row = await tx.campaignTheme.findUnique({ where: { campaignId } });
    const { onLight = null, onDark = null, logo = null } = row ?? {};
    return onLight === null && onDark === null && logo === null ? {} : { theme: { onLight, onDark, logo } };
  }

  async add(tx: Tx, campaignId: string, theme: ThemePart | undefined): Promise<void> {
    if (!theme) return;
    await tx.campaignTheme.create({ data: { campaignId, ...theme, revision: 1, updatedAt: this.clock.now() } });
  }
}
