import { Feed } from 'feed';
import type { Locale } from '../../platform/http/locale.js';
import type { LedgerService } from '../../treaties/ledger.service.js';
import { eventNote, factsTexts } from '../texts.js';
import { longDate, periodName } from '../../platform/texts/in-words.js';
import { unmarked } from '../../platform/texts/fallback.js';

type Change = Awaited<ReturnType<LedgerService['changes']>>[number];

/** Recently published ledger events, newest first, as an Atom feed (RFC 4287). */
export function changesFeed(changes: readonly Change[], locale: Locale, publicUrl: string, name: string): string {
  const t = factsTexts(locale);
  const self = `${publicUrl}/ledger.atom?lang=${locale}`;
  const feed = new Feed({
    id: self,
    title: `${name}: ${t.calendar.changes}`,
    link: `${publicUrl}/states?lang=${locale}`,
    language: locale,
    updated: changes[0]?.reviewedAt ?? new Date(0),
    generator: 'Demarche',
    feedLinks: { atom: self },
    copyright: 'ODbL 1.0',
    author: { name, link: publicUrl },
  });
  for (const change of changes) {
    const day = change.on === null ? periodName(change.in ?? '', locale) : longDate(change.on, locale);
    const kind = change.consentKind === null ? t.event[change.kind] : t.consent[change.consentKind];
    feed.addItem({
      id: `urn:uuid:${change.id}`,
      title: `${change.names[locale]}: ${kind} (${change.convention}, ${day})`,
      link: `${publicUrl}/states/${change.iso}?lang=${locale}#${change.convention}`,
      date: change.reviewedAt ?? change.enteredAt,
      description: [
        change.note && eventNote(change.note, locale),
        `${t.source.heading}: ${change.sourceTitle}`,
        t.asOf({ date: longDate(change.asOf, locale) }),
      ]
        .filter(Boolean)
        .join(' · '),
    });
  }
  return unmarked(feed.atom1());
}
