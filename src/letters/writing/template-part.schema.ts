import { z } from 'zod';
import { languageTag, portableText } from '../../platform/http/portable.js';
import { conventionCodes } from '../../treaties/position.status.js';
import { audiences, templateKinds } from './templates.values.js';

/** A letter template as the file of its campaign has it: the text in use, or the latest draft where none is. Who wrote and approved it is left out. */
export const templatePart = z.strictObject({
  kind: z.enum(templateKinds),
  convention: z.enum(conventionCodes).nullable().default(null),
  audience: z.enum(audiences).nullable().default(null),
  locale: languageTag,
  subject: portableText(300).nullable().default(null),
  body: portableText(20_000).min(1),
});
export type TemplatePart = z.output<typeof templatePart>;

/** What makes a template the only one of its kind. */
export const slotOf = ({
  locale,
  kind,
  convention,
  audience,
}: Record<'locale' | 'kind', string> & Record<'convention' | 'audience', string | null>): string =>
  [locale, kind, convention ?? '', audience ?? ''].join(' ');
