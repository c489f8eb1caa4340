import type { Crumb } from './layout.js';

/** The petition above one of its pages. */
export const petitionCrumb = (slug: string, title: string): Crumb => ({
  href: `/admin/petitions/${slug}`,
  label: title,
});
