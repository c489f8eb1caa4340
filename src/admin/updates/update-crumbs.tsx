import type { VNode } from 'preact';
import type { Crumb } from '../frame/layout.js';

/** The update above one of its pages. */
export const updateCrumb = (slug: string, title: string): Crumb => ({ href: `/admin/updates/${slug}`, label: title });

const parts = [
  ['text', 'Text'],
  ['previews', 'Preview'],
  ['review', 'Compare and publish'],
  ['email', 'Email'],
] as const;

/** The ways to the parts of an update. */
export const UpdateParts = ({ slug }: { slug: string }): VNode => (
  <nav class="buttons" aria-label="Parts of this update">
    {parts.map(([part, label]) => (
      <a href={`/admin/updates/${slug}/${part}`}>{label}</a>
    ))}
  </nav>
);
