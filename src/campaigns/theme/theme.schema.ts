import { z } from 'zod';
import { grounds, hexColour, leastContrast, ratioWords, weakestOn } from './theme.values.js';

/** How the public pages of a campaign look; what is null is as the program has it. */
export interface Theme {
  onLight: string | null;
  onDark: string | null;
  /** Name of a picture */
  logo: string | null;
  /** 0 before anybody has changed anything */
  revision: number;
}

const colour = (kind: keyof typeof grounds) =>
  z
    .string({ error: 'must be a colour like #0b5394' })
    .default('')
    .transform((text) => text.trim().toLowerCase())
    .superRefine((text, context) => {
      const add = (code: string, message: string) => context.addIssue({ code: 'custom', message, params: { code } });
      if (text === '') return;
      if (!hexColour.test(text)) return add('theme.colour', 'must be a colour like #0b5394');
      const ratio = weakestOn(text, kind);
      if (ratio < leastContrast)
        add(
          'theme.contrast',
          `has a contrast of ${ratioWords(ratio)} on ${kind} pages; ${leastContrast}:1 is needed to be read`,
        );
    })
    .transform((text) => (text === '' ? null : text));

export const themeForm = z
  .object({
    revision: z.coerce.number().int().min(0),
    onLight: colour('light'),
    onDark: colour('dark'),
    logo: z
      .string()
      .max(100)
      .default('')
      .transform((name) => (name === '' ? null : name)),
  })
  .superRefine(({ onLight, onDark }, context) => {
    if ((onLight === null) === (onDark === null)) return;
    context.addIssue({
      code: 'custom',
      message: 'is needed, too: pages follow what readers have chosen',
      path: [onLight === null ? 'onLight' : 'onDark'],
      params: { code: 'field.required' },
    });
  });
export type ThemeForm = z.output<typeof themeForm>;

const stored = (kind: keyof typeof grounds) =>
  z
    .string()
    .regex(hexColour, 'is not a colour like #0b5394')
    .refine((colour) => !hexColour.test(colour) || weakestOn(colour, kind) >= leastContrast, {
      error: `has too little contrast on ${kind} pages`,
      params: { code: 'theme.contrast' },
    })
    .nullable();

/** The same in the file of a campaign. */
export const themePart = z
  .strictObject({ onLight: stored('light'), onDark: stored('dark'), logo: z.string().max(100).nullable() })
  .refine(({ onLight, onDark }) => (onLight === null) === (onDark === null), 'needs both colours or none');
