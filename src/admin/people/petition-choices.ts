import type { Choice } from './petition-choice-page.js';

const below =
  (page: string) =>
  (slug: string): string =>
    `/admin/petitions/${slug}/${page}`;

export const supportersChoice: Choice = {
  title: 'Supporters',
  path: '/admin/supporters',
  to: below('supporters'),
  lead: 'Everybody who signed, petition by petition: look people up and filter the list.',
  columns: ['Confirmed', 'Waiting', 'Shadowed'],
  nothing: 'Supporters appear here as soon as a petition is published and people sign it.',
};

export const importsChoice: Choice = {
  title: 'Imports',
  path: '/admin/imports',
  to: below('imports'),
  lead: 'Signatures from paper and from other collections go to one petition. Choose which.',
  columns: ['Imports', 'Signatures imported'],
  nothing: 'Signatures can be imported as soon as a petition is published.',
};

export const exportsChoice: Choice = {
  title: 'New export',
  path: '/admin/exports',
  below: true,
  to: below('exports'),
  lead: 'A list is made of the signatures of one petition. Choose which.',
  columns: ['Confirmed signatures'],
  nothing: 'Lists can be made as soon as a petition is published and people sign it.',
};

export const fraudChoice: Choice = {
  title: 'Fraud review',
  path: '/admin/fraud',
  to: below('fraud'),
  lead: 'Rules quarantine doubtful sign-ups of one petition. Choose which.',
  columns: ['Rules applied', 'Drafts of rules'],
  nothing: 'There is something to review as soon as a petition is published and people sign it.',
};
