import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Locale } from '../../platform/http/locale.js';
import { texts } from '../texts.js';

/** Whose site a page is part of: the name at its top, and where its links lead. */
export interface SiteFrame {
  name: (locale: Locale) => string;
  /** Path of the first page */
  home: string;
  /** Short name of the petition in the menu; null without one */
  petition: string | null;
  /** What stands before the paths of the legal pages; null where there is no campaign that they could be about */
  legal: string | null;
  /** Path of the style sheet with its colours; null: those of the program */
  colours: string | null;
  /** Path of its logo; null without one */
  logo: string | null;
  /** Languages its pages are offered in; empty: all of the site */
  locales: readonly Locale[];
  /** Whether the menu leads to the treaties and what is known about them */
  treaties: boolean;
  /** Whether the essay of the shipped campaign belongs to it */
  essay: boolean;
}

/** The installation as a whole: with several campaigns, or with none yet. */
export const wholeSite: SiteFrame = {
  name: (locale) => texts(locale).campaigns.title,
  home: '/',
  petition: null,
  legal: '',
  colours: null,
  logo: null,
  locales: [],
  treaties: true,
  essay: false,
};

/** Before there is any campaign. */
export const emptySite: SiteFrame = { ...wholeSite, legal: null };

let ofInstallation: SiteFrame = wholeSite;

/** Pages that belong to no campaign in particular are framed like this; kept up to date by SiteCampaigns. */
export const frameInstallation = (frame: SiteFrame): void => void (ofInstallation = frame);

/** Around a page: the campaign it belongs to. */
export const SiteContext = createContext<SiteFrame | null>(null);

export const useSite = (): SiteFrame => useContext(SiteContext) ?? ofInstallation;

/** How a theme looks on pages: paths of its style sheet and of its logo. */
export const lookOf = ({ onLight, onDark, logo }: Record<'onLight' | 'onDark' | 'logo', string | null>) => ({
  colours: onLight && onDark ? `/themes/${onLight.slice(1)}-${onDark.slice(1)}.css` : null,
  logo: logo && `/pictures/${logo.slice(0, 32)}-small.webp`,
});
