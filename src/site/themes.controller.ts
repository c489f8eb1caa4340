import { Controller, Get, Param } from '@nestjs/common';
import { z } from 'zod';
import { Public } from '../access/access.guard.js';
import { inkOn } from '../campaigns/theme/theme.values.js';
import { Answer } from '../platform/http/answer.js';

const colours = z.object({
  file: z
    .string()
    .regex(/^[0-9a-f]{6}-[0-9a-f]{6}\.css$/, { error: 'is not the name of a style sheet' })
    .transform((name) => ({ onLight: `#${name.slice(0, 6)}`, onDark: `#${name.slice(7, 13)}` })),
});

/** The colours of a campaign as variables of the style sheet. They stand in the address, which therefore never shows others. */
@Public()
@Controller('themes')
export class ThemesController {
  @Get(':file')
  theme(@Param({ schema: colours }) { file: { onLight, onDark } }: z.output<typeof colours>) {
    const variables = (colour: string) => `:root{--accent:${colour};--accent-ink:${inkOn(colour)}}`;
    return new Answer(`${variables(onLight)}@media (prefers-color-scheme:dark){${variables(onDark)}}`, 200, {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    });
  }
}
