import type { VNode } from 'preact';
import type { Locale } from '../../platform/http/locale.js';
import { versionTexts } from '../texts.js';

/** To the text that a person signed, word for word. */
export const VersionLink = ({ slug, number, locale }: { slug: string; number: number; locale: Locale }): VNode => (
  <a href={`/petitions/${slug}/versions/${number}?lang=${locale}`}>{versionTexts(locale).title({ number })}</a>
);
