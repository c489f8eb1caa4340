import type { VNode } from 'preact';
import type { Locale } from '../../platform/http/locale.js';
import { useSite } from './site-frame.js';

/** To the first page of the campaign, by its name. */
export const HomeLink = ({ locale }: { locale: Locale }): VNode => {
  const site = useSite();
  return <a href={`${site.home}?lang=${locale}`}>{site.name(locale)}</a>;
};
