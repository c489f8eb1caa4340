import type { VNode } from 'preact';
import type { Locale } from '../../platform/http/locale.js';
import { legalTexts } from '../texts.js';
import { useSite } from './site-frame.js';

/** Beside every consent: what it says about the privacy notice leads there. */
export const PrivacyLink = ({ locale }: { locale: Locale }): VNode => (
  <a href={`${useSite().legal ?? ''}/privacy?lang=${locale}`}>{legalTexts(locale).nav.privacy}</a>
);
