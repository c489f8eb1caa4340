import { Feed } from 'feed';
import type { Locale } from '../../platform/http/locale.js';
import { unmarked } from '../../platform/texts/fallback.js';
import type { UpdateSummary } from '../../updates/writing/update-views.service.js';
import { leadOf } from '../pages/update-pages.js';
import { updateTexts } from '../texts.js';

/** Updates, newest first, as an Atom feed (RFC 4287). A correction moves the day an entry was changed, never its id. */
export function updatesFeed(
  updates: readonly UpdateSummary[],
  locale: Locale,
  publicUrl: string,
  name: string,
): string {
  const self = `${publicUrl}/updates.atom?lang=${locale}`;
  const changed = updates.map(({ changedAt }) => changedAt.getTime());
  const feed = new Feed({
    id: self,
    title: `${name}: ${updateTexts(locale).title}`,
    link: `${publicUrl}/updates?lang=${locale}`,
    language: locale,
    updated: new Date(Math.max(0, ...changed)),
    generator: 'Demarche',
    feedLinks: { atom: self },
    author: { name, link: publicUrl },
  });
  for (const { id, slug, title, text, publishedAt, changedAt } of updates)
    feed.addItem({
      id: `urn:uuid:${id}`,
      title,
      link: `${publicUrl}/updates/${slug}?lang=${locale}`,
      date: changedAt,
      published: publishedAt,
      description: leadOf(text),
    });
  return unmarked(feed.atom1());
}
