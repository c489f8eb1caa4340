import { createHash } from 'node:crypto';
import { Feed } from 'feed';
import type { DemandDetail, Happening } from '../../campaigns/demands/demand-view.schema.js';
import { demandTexts } from '../../campaigns/demands/demands.texts.js';
import type { Locale } from '../../platform/http/locale.js';
import { unmarked } from '../../platform/texts/fallback.js';
import { labelOf, whenOf, whom } from '../pages/demand-timeline.js';

const entries = 50;

/** What happened around the demands, newest first, as an Atom feed (RFC 4287). Days ahead are in the calendar file instead. */
export function demandsFeed(demands: readonly DemandDetail[], locale: Locale, publicUrl: string, name: string): string {
  const t = demandTexts(locale);
  const self = `${publicUrl}/demands.atom?lang=${locale}`;
  const lines = demands
    .flatMap((demand) => demand.timeline.map((line) => ({ demand, line, day: line.on ?? dayIn(line.in ?? '') })))
    .filter(({ demand, day }) => day <= demand.on)
    .sort((a, b) => (a.day < b.day ? 1 : -1))
    .slice(0, entries);
  const feed = new Feed({
    id: self,
    title: `${name}: ${t.title}`,
    link: `${publicUrl}/demands?lang=${locale}`,
    language: locale,
    updated: new Date(lines[0]?.day ?? 0),
    generator: 'Demarche',
    feedLinks: { atom: self },
    copyright: 'ODbL 1.0',
    author: { name, link: publicUrl },
  });
  for (const { demand, line, day } of lines) {
    const states = line.isos.length > 0 ? whom(line.isos, namesIn(demand), locale) : demand.addressee.name;
    feed.addItem({
      id: `urn:sha256:${hashOf(demand.slug, line)}`,
      title: `${demand.title}: ${labelOf(line, locale)}`,
      link: `${publicUrl}/demands/${demand.slug}?lang=${locale}`,
      date: new Date(day),
      description: [whenOf(line, locale), states, line.statement].filter(Boolean).join(' · '),
    });
  }
  return unmarked(feed.atom1());
}

const namesIn = ({ addressees }: DemandDetail) => new Map(addressees.map(({ iso, name }) => [iso, name]));

/** The first day of a month or year. */
const dayIn = (period: string): string => (period.length === 4 ? `${period}-01-01` : `${period}-01`);

/** Of an entry: the same when another State joins it on that day. */
const hashOf = (slug: string, { isos: _, ...line }: Happening): string =>
  createHash('sha256')
    .update(JSON.stringify([slug, line]))
    .digest('hex');
