import type { VNode } from 'preact';
import { SiteContext, type SiteFrame } from './site-frame.js';

/** A page as part of somebody's site. */
export const inSite = (frame: SiteFrame, page: VNode): VNode => (
  <SiteContext.Provider value={frame}>{page}</SiteContext.Provider>
);
